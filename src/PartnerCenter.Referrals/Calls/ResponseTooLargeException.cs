namespace PartnerCenter.Referrals;

/// <summary>The body is larger than is read. Seen only inside the package.</summary>
internal sealed class ResponseTooLargeException(long limit) : Exception
{
    public long Limit { get; } = limit;
}
