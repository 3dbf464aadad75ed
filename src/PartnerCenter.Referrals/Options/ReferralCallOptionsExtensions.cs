namespace PartnerCenter.Referrals;

internal static class ReferralCallOptionsExtensions
{
    /// <summary>The same options with a correlation id: one id spans all requests of an operation.</summary>
    public static ReferralCallOptions WithCorrelationId(this ReferralCallOptions? options)
    {
        options ??= new ReferralCallOptions();
        return options.CorrelationId is null ? options with { CorrelationId = CallId.New() } : options;
    }
}
