namespace PartnerCenter.Referrals.Emulator;

/// <summary>Holds the parts of an emulator that its page shows and steers.</summary>
internal sealed record ControlledParts(
    ReferralStore Store, DeviceCodes DeviceCodes, FaultPlan Faults, RequestLog Log, MovableTime Clock, Func<Uri> Endpoint,
    EmulatedWebhooks Webhooks);
