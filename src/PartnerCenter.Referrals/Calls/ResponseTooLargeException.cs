namespace PartnerCenter.Referrals;

/// <summary>Represents a response body that exceeds the size limit. It stays inside the package.</summary>
internal sealed class ResponseTooLargeException(long limit) : Exception
{
    public long Limit { get; } = limit;
}
