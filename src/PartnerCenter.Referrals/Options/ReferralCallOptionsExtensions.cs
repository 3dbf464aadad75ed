namespace PartnerCenter.Referrals;

internal static class ReferralCallOptionsExtensions
{
    /// <summary>Returns the options with a correlation id, so that all requests of an operation carry the same one.</summary>
    public static ReferralCallOptions WithCorrelationId(this ReferralCallOptions? options)
    {
        options ??= new ReferralCallOptions();
        return options.CorrelationId is null ? options with { CorrelationId = CallId.New() } : options;
    }
}
