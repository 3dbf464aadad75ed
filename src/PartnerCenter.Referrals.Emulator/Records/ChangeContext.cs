using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// What a change is judged by: the record as it is stored, all records of its engagement, and the present. Not to be altered.
/// </summary>
internal sealed record ChangeContext(JsonObject Stored, IReadOnlyList<JsonObject> Engagement, DateTimeOffset Now);
