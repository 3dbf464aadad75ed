namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Measurements of one thing: their middle, and between which values the middle half of them lies.</summary>
internal readonly record struct Sample(double Lower, double Median, double Upper)
{
    /// <summary>How far the middle half lies apart, as a share of the median.</summary>
    public double Spread => (Upper - Lower) / Median;

    public static Sample Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Sample(sorted[sorted.Length / 4], sorted[sorted.Length / 2], sorted[sorted.Length * 3 / 4]);
    }
}
