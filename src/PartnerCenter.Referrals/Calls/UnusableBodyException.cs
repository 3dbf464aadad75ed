namespace PartnerCenter.Referrals;

/// <summary>
/// Ends the reading of a body that cannot be used, whatever else can be read of it. Its message says why and repeats nothing of the body.
/// </summary>
internal sealed class UnusableBodyException(string why) : Exception(why)
{
    /// <summary>Gets what the caller of a read can do, as a sentence; null to suspect what answers in place of the service.</summary>
    public string? Advice { get; init; }
}
