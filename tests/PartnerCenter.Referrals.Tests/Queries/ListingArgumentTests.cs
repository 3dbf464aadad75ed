namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a listing refuses wrong arguments and names them, and when.</summary>
public sealed class ListingArgumentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_options_of_a_listing_are_checked_before_it_is_enumerated()
    {
        using ListService service = new(_ => ListAnswer.Of(null));
        ReferralCallOptions wrong = new() { MaxAttempts = 0 };

        Assert.Throws<ArgumentException>("options", () => service.Client.ListAsync(options: wrong, cancellationToken: Cancellation));
        Assert.Throws<ArgumentException>(
            "options", () => service.Client.ListAsync(null, ProjectionContext.Default.DealLine, wrong, Cancellation));
    }

    [Fact]
    public void A_sequence_of_pages_that_is_null_is_refused_at_once() =>
        Assert.Throws<ArgumentNullException>("pages", () => ReferralListing.FromPages((IAsyncEnumerable<ReferralPage>)null!));

    [Fact]
    public async Task A_page_that_is_null_ends_the_enumeration_after_the_pages_before_it()
    {
        ReferralPage?[] pages = [new ReferralPage([]), null];
        int read = 0;

        ArgumentNullException refusal = await Assert.ThrowsAsync<ArgumentNullException>("pages", async () =>
        {
            await foreach (ReferralPage _ in ReferralListing.FromPages(pages.ToAsyncEnumerable()!).AsPages(Cancellation))
            {
                read++;
            }
        });

        Assert.Equal(1, read);
        Assert.StartsWith("A page of the listing must not be null.", refusal.Message, StringComparison.Ordinal);
    }
}
