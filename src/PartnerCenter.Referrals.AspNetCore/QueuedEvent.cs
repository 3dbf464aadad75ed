using System.Diagnostics;

namespace PartnerCenter.Referrals;

/// <summary>Represents a verified event that waits for its handlers, with the request that it came with.</summary>
internal sealed record QueuedEvent(ReferralWebhookEvent Event, ActivityContext Request);
