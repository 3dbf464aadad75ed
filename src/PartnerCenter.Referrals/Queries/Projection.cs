namespace PartnerCenter.Referrals;

/// <summary>Represents a listing of records of the caller's own type.</summary>
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
