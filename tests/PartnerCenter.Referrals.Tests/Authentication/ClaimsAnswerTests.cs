using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a claims challenge leads to one new token for all challenged calls, and to one retry of each call.</summary>
public sealed class ClaimsAnswerTests : IDisposable
{
    private const string Claims = """{"access_token":{"nbf":{"essential":true,"value":"1893456000"}}}""";

    private readonly MockedService _service = new();
    private readonly ConcurrentQueue<string?> _requestedClaims = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static (string Name, string Value) Challenge =>
        ("WWW-Authenticate", $"Bearer error=\"insufficient_claims\", claims=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(Claims))}\"");

    [Fact]
    public async Task A_create_that_is_challenged_is_sent_once_more_with_a_token_that_has_the_claims()
    {
        _service.RespondsWith(HttpStatusCode.Unauthorized, null, Challenge).RespondsWith(HttpStatusCode.Created, ReferralJson.Full);
        List<ReferralResponseInfo> answers = [];

        await Client().CreateAsync(Drafts.Minimal, new ReferralCallOptions { OnResponse = answers.Add }, Cancellation);

        SentRequest[] sent = [.. _service.Sent];
        Assert.Equal(["Bearer token-1", "Bearer token-2"], sent.Select(request => request.Headers["Authorization"]));
        Assert.Equal([null, Claims], _requestedClaims);
        Assert.NotEmpty(sent[0].Body!);
        Assert.Equal((sent[0].Method, sent[0].Url, sent[0].Body), (sent[1].Method, sent[1].Url, sent[1].Body));
        Assert.Equal(sent[0].Headers["MS-RequestId"], sent[1].Headers["MS-RequestId"]);
        Assert.NotEqual(sent[0].Headers["client-request-id"], sent[1].Headers["client-request-id"]);
        Assert.True(Guid.TryParse(sent[1].Headers["client-request-id"], out _)); // The header has one value.
        Assert.Equal(1, answers.Single().Attempts);
    }

    [Fact]
    public async Task A_second_challenge_is_final_and_further_calls_do_not_ask_Entra_again()
    {
        for (int i = 0; i < 4; i++)
        {
            _service.RespondsWith(HttpStatusCode.Unauthorized, null, Challenge);
        }

        ReferralsClient client = Client();
        for (int call = 0; call < 3; call++)
        {
            ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
                () => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));
            Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
        }

        Assert.Equal([null, Claims], _requestedClaims);
        Assert.Equal(
            ["token-1", "token-2", "token-2", "token-2"],
            _service.Sent.Select(request => request.Headers["Authorization"]["Bearer ".Length..]));
    }

    [Fact]
    public async Task A_hundred_challenged_calls_make_one_token_request_and_one_retry_each()
    {
        using ChallengingHandler service = new(calls: 100);
        ReferralsClientOptions options = new() { Credential = Counting(), TimeProvider = _service.Time, MaxAttempts = 1 };
        using ReferralsClient client = ReferralsClient.Create(options, service);

        await Task.WhenAll(
            Enumerable.Range(
                0, 100).Select(_ => Task.Run(() => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation), Cancellation)));

        Assert.Equal([null, Claims], _requestedClaims);
        Assert.Equal(100, service.Bearers.Count(bearer => bearer == "token-1"));
        Assert.Equal(100, service.Bearers.Count(bearer => bearer == "token-2"));
    }

    [Fact]
    public async Task A_challenge_during_an_ordinary_renewal_waits_for_it_and_asks_with_the_claims_then()
    {
        TaskCompletionSource<ReferralsAccessToken> renewal = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using AccessTokenProvider provider = new(
            ReferralsCredential.FromTokenProvider((request, _) =>
            {
                _requestedClaims.Enqueue(request.Claims);
                return _requestedClaims.Count == 2 ? new(renewal.Task) : new(Token($"token-{_requestedClaims.Count}"));
            }),
            _service.Time, NullLogger.Instance);
        System.Net.Http.Headers.AuthenticationHeaderValue first = await provider.GetAsync(Cancellation);
        _service.Time.Advance(TimeSpan.FromMinutes(58));
        await provider.GetAsync(Cancellation);

        Task<System.Net.Http.Headers.AuthenticationHeaderValue?> answer = provider.HandleChallengeAsync(first, Claims, Cancellation);
        renewal.SetException(new InvalidOperationException("vault down"));

        Assert.Equal("token-3", (await answer)!.Parameter);
        Assert.Equal([null, null, Claims], _requestedClaims);
    }

    [Fact]
    public async Task A_challenge_during_an_ordinary_renewal_that_succeeds_still_asks_with_the_claims()
    {
        TaskCompletionSource<ReferralsAccessToken> renewal = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using AccessTokenProvider provider = new(
            ReferralsCredential.FromTokenProvider((request, _) =>
            {
                _requestedClaims.Enqueue(request.Claims);
                return _requestedClaims.Count == 2 ? new(renewal.Task) : new(Token($"token-{_requestedClaims.Count}"));
            }),
            _service.Time, NullLogger.Instance);
        System.Net.Http.Headers.AuthenticationHeaderValue first = await provider.GetAsync(Cancellation);
        _service.Time.Advance(TimeSpan.FromMinutes(58));
        await provider.GetAsync(Cancellation);

        Task<System.Net.Http.Headers.AuthenticationHeaderValue?> answer = provider.HandleChallengeAsync(first, Claims, Cancellation);
        renewal.SetResult(Token("token-2"));

        Assert.Equal("token-3", (await answer)!.Parameter);
        Assert.Equal([null, null, Claims], _requestedClaims);
    }

    [Fact]
    public async Task Who_leaves_while_the_answer_is_obtained_leaves_at_once()
    {
        TaskCompletionSource<ReferralsAccessToken> never = new();
        using AccessTokenProvider provider = new(
            ReferralsCredential.FromTokenProvider((request, _) => request.Claims is null ? new(Token("token-1")) : new(never.Task)),
            _service.Time, NullLogger.Instance);
        System.Net.Http.Headers.AuthenticationHeaderValue first = await provider.GetAsync(Cancellation);
        using CancellationTokenSource leaving = new();

        Task<System.Net.Http.Headers.AuthenticationHeaderValue?> answer = provider.HandleChallengeAsync(first, Claims, leaving.Token);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task A_provider_that_ignores_claims_gets_no_retry()
    {
        _service.RespondsWith(HttpStatusCode.Unauthorized, null, Challenge);
        ReferralsClient client = _service.Client(
            options => options.Credential = ReferralsCredential.FromTokenProvider((_, _) => new(Token("always"))));

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task A_create_for_which_no_answering_token_can_be_had_has_had_no_effect()
    {
        _service.RespondsWith(HttpStatusCode.Unauthorized, null, Challenge);
        ReferralsClient client = _service.Client(options => options.Credential = ReferralsCredential.FromTokenProvider((request, _) =>
            request.Claims is null ? new(Token("token-1")) : throw new InvalidOperationException("sign in again")));

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

        Assert.IsType<InvalidOperationException>(failure.InnerException);
        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task An_answer_that_the_service_took_is_kept_however_long_the_service_took()
    {
        _service.RespondsWith(HttpStatusCode.Unauthorized, null, Challenge)
            .RespondsWith(() =>
            {
                _service.Time.Advance(TimeSpan.FromMinutes(2));
                return MockedService.Response(HttpStatusCode.OK, new StringContent(ReferralJson.Full));
            })
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        ReferralsClient client = _service.Client(options =>
            (options.Credential, options.AttemptTimeout, options.Timeout) =
                (Counting(), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10)));

        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal([null, Claims], _requestedClaims);
        Assert.Equal("Bearer token-2", _service.Sent[^1].Headers["Authorization"]);
    }

    [Fact]
    public async Task A_create_that_is_cancelled_while_a_challenge_is_answered_had_no_effect()
    {
        using CancellationTokenSource caller = new();
        _service.RespondsWith(HttpStatusCode.Unauthorized, null, Challenge);
        TaskCompletionSource<ReferralsAccessToken> never = new();
        ReferralsClient client = _service.Client(options => options.Credential = ReferralsCredential.FromTokenProvider((request, _) =>
        {
            if (request.Claims is null)
            {
                return new(Token("token-1"));
            }

            caller.Cancel();
            return new(never.Task);
        }));

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.CreateAsync(Drafts.Minimal, cancellationToken: caller.Token));

        Assert.Equal("The caller cancelled create; it had no effect.", cancelled.Message);
    }

    [Fact]
    public async Task An_answer_that_was_replaced_or_led_to_nothing_gives_its_connection_back()
    {
        List<HttpResponseMessage> challenges = [];
        _service.RespondsWith(RecordedChallenge).RespondsWith(HttpStatusCode.OK, ReferralJson.Full).RespondsWith(RecordedChallenge);
        int tokenRequests = 0;
        ReferralsClient client = _service.Client(options => options.Credential = ReferralsCredential.FromTokenProvider((request, _) =>
            ++tokenRequests <= 2 ? new(Token($"token-{tokenRequests}")) : throw new InvalidOperationException("sign in again")));

        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        _service.Time.Advance(TimeSpan.FromMinutes(2));
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Equal(2, challenges.Count);
        Assert.All(challenges, challenge => Assert.Throws<ObjectDisposedException>(() => challenge.StatusCode = HttpStatusCode.OK));

        HttpResponseMessage RecordedChallenge()
        {
            challenges.Add(MockedService.Response(HttpStatusCode.Unauthorized, null, Challenge));
            return challenges[^1];
        }
    }

    public void Dispose() => _service.Dispose();

    private ReferralsClient Client() => _service.Client(options => options.Credential = Counting());

    private ReferralsCredential Counting() => ReferralsCredential.FromTokenProvider((request, _) =>
    {
        _requestedClaims.Enqueue(request.Claims);
        return new(Token($"token-{_requestedClaims.Count}"));
    });

    private ReferralsAccessToken Token(string text) => new(text, _service.Time.GetUtcNow().AddHours(1));

    /// <summary>Challenges the first token when all calls have arrived with it.</summary>
    private sealed class ChallengingHandler(int calls) : HttpMessageHandler
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _challenged;

        public ConcurrentQueue<string> Bearers { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string bearer = request.Headers.Authorization!.Parameter!;
            Bearers.Enqueue(bearer);
            if (bearer != "token-1")
            {
                return MockedService.Response(HttpStatusCode.OK, new StringContent(ReferralJson.Full, Encoding.UTF8, "application/json"));
            }

            if (Interlocked.Increment(ref _challenged) == calls)
            {
                _all.SetResult();
            }

            await _all.Task.WaitAsync(cancellationToken);
            return MockedService.Response(HttpStatusCode.Unauthorized, null, Challenge);
        }
    }
}
