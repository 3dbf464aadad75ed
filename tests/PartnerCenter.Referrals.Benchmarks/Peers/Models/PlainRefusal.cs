namespace PartnerCenter.Referrals.Benchmarks;

internal sealed class PlainRefusal
{
    public PlainError? Error { get; set; }
}

internal sealed class PlainError
{
    public string? Code { get; set; }

    public string? Message { get; set; }
}
