using System.Net;
using System.Text;
using System.Web;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests;

/// <summary>Tests a claims challenge in front of the emulated service, answered through MSAL.</summary>
public sealed class ClaimsChallengeTests
{
    private const string Claims = """{"access_token":{"nbf":{"essential":true,"value":"1893456000"}}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_claims_challenge_goes_to_Entra_and_the_create_is_sent_once_more()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { RefreshTokensAreSingleUse = true }, Cancellation);
        using ChallengingHandler network = new(challenges: 1);
        using ReferralsClient client = Client(emulator, network, answers: true);

        Referral deal = await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);

        Assert.False(deal.IsDraft);
        string?[] claims = [.. TokenRequests(emulator).Select(form => form["claims"])];
        Assert.Equal("""{"access_token":{"xms_cc":{"values":["cp1"]}}}""", claims[0]); // The capability is declared from the start.
        Assert.Contains("\"value\":\"1893456000\"", claims[1], StringComparison.Ordinal);
        Assert.Contains("\"cp1\"", claims[1], StringComparison.Ordinal);
        Assert.Equal(2, claims.Length);
        Assert.Equal(2, network.Bearers.Distinct().Count());
        Assert.Single(emulator.GetReferrals());
    }

    [Fact]
    public async Task A_second_claims_challenge_is_final()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        using ChallengingHandler network = new(challenges: 2);
        using ReferralsClient client = Client(emulator, network, answers: true);

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));

        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
        Assert.Equal((2, 2), (network.Bearers.Count, TokenRequests(emulator).Length));
        Assert.DoesNotContain("nbf", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_option_no_claims_challenge_is_handled()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        using ChallengingHandler network = new(challenges: 1);
        using ReferralsClient client = Client(emulator, network, answers: false);

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation));

        Assert.Single(network.Bearers);
        Assert.Null(Assert.Single(TokenRequests(emulator))["claims"]);
    }

    [Fact]
    public async Task Each_kind_of_sign_in_handles_a_claims_challenge()
    {
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(
            new() { AllowAppOnlyTokens = true, CompleteDeviceCodesImmediately = true, PublicClient = true }, Cancellation);
        ReferralsCredentialOptions options = new() { HttpMessageHandler = emulator.CreateEntraHandler(), HandleClaimsChallenges = true };
        ReferralsCredential[] credentials =
        [
            ReferralsCredential.FromClientSecret(emulator.TenantId, emulator.ClientId, emulator.ClientSecret, options),
            ReferralsCredential.FromDeviceCode(emulator.TenantId, emulator.ClientId, (_, _) => Task.CompletedTask, options),
            ReferralsCredential.FromUserAssertion(
                emulator.TenantId, emulator.ClientId, emulator.ClientSecret, _ => new(emulator.IssueUserAssertion()), options),
        ];

        foreach (ReferralsCredential credential in credentials)
        {
            using ChallengingHandler network = new(challenges: 1);
            using ReferralsClient client = Client(emulator, network, credential);
            int before = TokenRequests(emulator).Length;

            await client.CreateAsync(Deals.CoSell, cancellationToken: Cancellation);

            Assert.Equal(2, network.Bearers.Distinct().Count());
            Assert.Contains("1893456000", TokenRequests(emulator)[^1]["claims"], StringComparison.Ordinal);
            Assert.Equal(2, TokenRequests(emulator).Length - before);
        }
    }

    private static System.Collections.Specialized.NameValueCollection[] TokenRequests(ReferralsEmulator emulator) =>
        [.. emulator.Requests.Where(request => request.IsTokenRequest).Select(request => HttpUtility.ParseQueryString(request.Body))];

    private static ReferralsClient Client(ReferralsEmulator emulator, HttpMessageHandler network, bool answers) => Client(
        emulator,
        network,
        ReferralsCredential.FromRefreshToken(
            emulator.TenantId,
            emulator.ClientId,
            emulator.ClientSecret,
            emulator.RefreshToken,
            new ReferralsCredentialOptions { HttpMessageHandler = emulator.CreateEntraHandler(), HandleClaimsChallenges = answers }));

    private static ReferralsClient Client(ReferralsEmulator emulator, HttpMessageHandler network, ReferralsCredential credential) =>
        ReferralsClient.Create(new ReferralsClientOptions { Endpoint = emulator.Endpoint, Credential = credential }, network);

    /// <summary>Answers the given number of requests with a claims challenge, and passes the others to the service.</summary>
    private sealed class ChallengingHandler(int challenges) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        private int _left = challenges;

        public List<string> Bearers { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bearers.Add(request.Headers.Authorization!.Parameter!);
            if (_left-- <= 0)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            await request.Content!.CopyToAsync(Stream.Null, cancellationToken); // A network would have read the body.
            HttpResponseMessage challenge = new(HttpStatusCode.Unauthorized) { RequestMessage = request };
            challenge.Headers.TryAddWithoutValidation(
                "WWW-Authenticate",
                $"Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(Claims))}\"");
            return challenge;
        }
    }
}
