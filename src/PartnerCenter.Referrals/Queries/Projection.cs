using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>A listing of the caller's own records.</summary>
internal sealed class Projection<T>(Paginator<T> paginator) : IAsyncEnumerable<T>
{
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (ListingPage<T> page in paginator.PagesAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (T item in page.Items)
            {
                yield return item;
            }
        }
    }
}

/// <summary>What a projection asks for.</summary>
internal static class Projection
{
    /// <summary>The JSON names of the record's members, which are what it needs of a referral.</summary>
    /// <exception cref="ArgumentException">The record has none.</exception>
    public static IReadOnlyList<string> MembersOf(JsonTypeInfo projection) =>
        projection.Properties.Where(member => !member.IsExtensionData).Select(member => member.Name).ToList() is { Count: > 0 } names
            ? names
            : throw new ArgumentException(
                "A projection is a record whose members have the JSON names of a referral's.", nameof(projection));
}
