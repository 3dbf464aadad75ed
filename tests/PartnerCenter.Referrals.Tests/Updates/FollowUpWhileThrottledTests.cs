using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that the requests that determine the outcome of a write do not wait while the client is throttled.</summary>
public sealed class FollowUpWhileThrottledTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_read_after_a_patch_is_sent_although_another_call_was_throttled()
    {
        using ThrottlingService service = new(HttpStatusCode.NoContent, ReferralJson.Full);

        Referral now = await service.Client.PatchAsync(Drafts.Stored, new ReferralPatch().Notes("n"), cancellationToken: Cancellation);

        Assert.Equal(ReferralJson.Id, now.Id);
    }

    [Fact]
    public async Task The_search_for_a_lost_create_is_sent_although_another_call_was_throttled()
    {
        Referral draft = Drafts.Minimal with { ExternalReferenceId = "CRM-1" };
        using ThrottlingService service = new(HttpStatusCode.ServiceUnavailable, FoundRecord.Page(FoundRecord.Of(draft)));

        Referral found = await service.Client.CreateAsync(draft, cancellationToken: Cancellation);

        Assert.Equal(FoundRecord.Id, found.Id);
    }

    /// <summary>Throttles a read of the same client while it works on a write, and answers the reads that follow.</summary>
    private sealed class ThrottlingService : HttpMessageHandler
    {
        private readonly HttpStatusCode _written;
        private readonly string _found;
        private bool _isWritten;

        public ThrottlingService(HttpStatusCode written, string found)
        {
            (_written, _found) = (written, found);
            ReferralsClientOptions options = new()
            {
                Credential = ReferralsCredential.FromTokenProvider(
                    (_, _) => new(new ReferralsAccessToken("token-1", DateTimeOffset.MaxValue))),
                TimeProvider = new SignalledTime(),
            };
            Client = ReferralsClient.Create(options, this);
        }

        public ReferralsClient Client { get; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Get)
            {
                return _isWritten
                    ? MockedService.Response(HttpStatusCode.OK, new StringContent(_found), FoundRecord.Date)
                    : MockedService.Response(HttpStatusCode.TooManyRequests, null, ("Retry-After", "300"));
            }

            await request.Content!.CopyToAsync(Stream.Null, CancellationToken.None); // What no network reads was not sent.
            await Assert.ThrowsAsync<ReferralsThrottledException>(
                () => Client.GetAsync(ReferralJson.Id, new ReferralCallOptions { MaxAttempts = 1 }, Cancellation));
            _isWritten = true;
            return MockedService.Response(_written, null);
        }

        protected override void Dispose(bool disposing)
        {
            Client.Dispose();
            base.Dispose(disposing);
        }
    }
}
