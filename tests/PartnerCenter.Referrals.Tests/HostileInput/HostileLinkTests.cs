using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that next links of any shape are followed by their query on the configured endpoint or refused, never twice and never elsewhere.
/// </summary>
[Trait("Culture", "None")]
public sealed class HostileLinkTests
{
    private const int Count = 5_000;
    private const string Collection = "https://api.partner.microsoft.com/v1.0/engagements/referrals";

    private static readonly Gen<string> Links = HostileText.Like(
        "http://api.partner.microsoft.com/v1.0/referrals?$skiptoken=abc",
        "https://api.partner.microsoft.com/v1.0/engagements/referrals?$filter=status%20eq%20%27New%27&$skiptoken=a%2Bb",
        "?$skiptoken=abc",
        "https://planted.example.com/v1.0/engagements/referrals?$skiptoken=abc#grace@planted.example.com",
        "https://user:password@[::1]:8080/?$filter=engagementId eq 7a1d9e44-0000-4000-8000-0000000000ee",
        "file:///etc/passwd?x");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_link_is_a_continuation_of_what_a_query_may_hold_or_none() => Cases.CheckAsync(
        Links,
        Count,
        link =>
        {
            if (ReferralContinuation.TryFromNextLink(link, out ReferralContinuation? continuation))
            {
                Assert.Matches("^[A-Za-z0-9._~%!$&'()*+,;=:@/?-]+\\z", continuation.Value);
                Assert.Equal(continuation.Value, ReferralContinuation.Parse(continuation.Value).Value);
                Assert.Equal(nameof(ReferralContinuation), continuation.ToString());
            }
            else
            {
                Assert.Null(continuation);
            }
        },
        Cases.Shown);

    [Fact]
    public Task A_link_leads_to_our_endpoint_with_its_query_unchanged_or_nowhere() => Cases.CheckAsync(
        Links,
        Count / 5,
        async link =>
        {
            List<string> urls = [];
            byte[] first = JsonSerializer.SerializeToUtf8Bytes(
                new Dictionary<string, object> { ["value"] = Array.Empty<int>(), ["@odata.nextLink"] = link });
            using HostileService service = new(
                number => new HttpResponseMessage(
                    HttpStatusCode.OK)
                { Content = new ByteArrayContent(number == 1 ? first : "{\"value\":[]}"u8.ToArray()) },
                urls: urls);

            await HostileService.KeepsPromiseAsync(async () =>
            {
                await foreach (ReferralPage page in service.Client.ListAsync(cancellationToken: Cancellation).AsPages(Cancellation))
                {
                    Assert.Empty(page.Referrals);
                }
            });

            Assert.Equal(Collection, urls[0]);
            // The wire carries this form: the text and the parsed form agree.
            Assert.All(urls.Skip(1), url => Assert.StartsWith(Collection + "?", url, StringComparison.Ordinal));
            if (urls.Count == 2 && ReferralContinuation.TryFromNextLink(Sent(link), out ReferralContinuation? continuation))
            {
                Assert.Equal($"{Collection}?{continuation.Value}", urls[1]);
            }
        },
        Cases.Shown);

    // Half of a surrogate pair does not survive the writing of the page.
    private static string Sent(string link) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(link));
}
