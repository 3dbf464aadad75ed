namespace PartnerCenter.Referrals;

/// <summary>
/// Ends the reading of a body that cannot be used, whatever else can be read of it. Its message says why and repeats nothing of the body.
/// </summary>
internal sealed class UnusableBodyException(string why, Exception? cause = null) : Exception(why, cause)
{
    /// <summary>Gets the advice for the caller of a read, a sentence; null for the advice to check the endpoint and the proxy.</summary>
    public string? Advice { get; init; }
}
