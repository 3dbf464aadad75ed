namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Summarizes measurements by their median and by the bounds of their middle half.</summary>
internal readonly record struct Sample(double Lower, double Median, double Upper)
{
    public static Sample Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Sample(sorted[sorted.Length / 4], sorted[sorted.Length / 2], sorted[sorted.Length * 3 / 4]);
    }
}
