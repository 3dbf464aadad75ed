namespace PartnerCenter.Referrals.Benchmarks;

internal static class Median
{
    /// <summary>Returns the middle value, or the upper of the two middle values if their number is even.</summary>
    public static T Of<T>(IEnumerable<T> values)
    {
        T[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
