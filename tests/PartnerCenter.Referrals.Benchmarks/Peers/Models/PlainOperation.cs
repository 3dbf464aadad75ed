namespace PartnerCenter.Referrals.Benchmarks;

internal sealed class PlainOperation
{
    public string? Op { get; set; }

    public string? Path { get; set; }

    public decimal Value { get; set; }
}
