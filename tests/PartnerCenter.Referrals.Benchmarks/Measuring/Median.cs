namespace PartnerCenter.Referrals.Benchmarks;

internal static class Median
{
    /// <summary>The middle value; of an even number the upper one of both.</summary>
    public static T Of<T>(IEnumerable<T> values)
    {
        T[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
