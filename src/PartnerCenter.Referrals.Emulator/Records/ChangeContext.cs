using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Provides what a change is checked against: the stored record, all records of its engagement, the status table, and the current time. The
/// records must not be modified.
/// </summary>
internal sealed record ChangeContext(JsonObject Stored, IReadOnlyList<JsonObject> Engagement, StatusTable Statuses, DateTimeOffset Now);
