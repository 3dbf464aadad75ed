using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests the 401 for a token that the client held from an earlier call: the request is sent once more, with another token only.
/// </summary>
public sealed class RefusedTokenTests : IDisposable
{
    private readonly MockedService _service = new();
    private readonly List<ReferralsTokenRequest> _requests = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEnumerable<string> Bearers => _service.Sent.Select(request => request.Headers["Authorization"]["Bearer ".Length..]);

    public static TheoryData<string> Operations => ["get", "list", "create", "replace", "patch", "patch without ETag"];

    [Theory, MemberData(nameof(Operations))]
    public async Task Each_operation_is_sent_once_more_with_another_token(string operation)
    {
        ReferralsClient client = await HoldingClientAsync();
        string answer = operation == "list" ? $"{{\"value\":[{ReferralJson.Full}]}}" : ReferralJson.Full;
        _service.RespondsWith(HttpStatusCode.Unauthorized)
            .RespondsWith(operation == "create" ? HttpStatusCode.Created : HttpStatusCode.OK, answer);
        List<ReferralResponseInfo> responses = [];

        await RunAsync(client, operation, new ReferralCallOptions { OnResponse = responses.Add });

        SentRequest[] sent = [.. _service.Sent.Skip(1)];
        Assert.Equal(["token-1", "token-1", "token-2"], Bearers);
        Assert.Equal((sent[0].Method, sent[0].Url, sent[0].Body), (sent[1].Method, sent[1].Url, sent[1].Body));
        Assert.Equal(sent[0].Headers.GetValueOrDefault("If-Match"), sent[1].Headers.GetValueOrDefault("If-Match"));
        Assert.Equal(sent[0].Headers.GetValueOrDefault("Content-Length"), sent[1].Headers.GetValueOrDefault("Content-Length"));
        Assert.Equal(sent[0].Headers["MS-RequestId"], sent[1].Headers["MS-RequestId"]);
        Assert.NotEqual(sent[0].Headers["client-request-id"], sent[1].Headers["client-request-id"]);
        Assert.Equal(2, Assert.Single(responses).Attempts);
        Assert.NotNull(_requests[^1].NewerThan);
    }

    [Fact]
    public async Task The_refusal_counts_as_an_attempt_and_gives_its_connection_back_before_another_token_is_requested()
    {
        using MetricCollector<long> attempts = new(Instruments.Attempts);
        string host = $"{Guid.NewGuid()}.example.com";
        WatchedContent refused = new();
        bool? isGivenBack = null;
        using ReferralsClient client = _service.Client(options =>
        {
            options.Endpoint = new Uri($"https://{host}/r");
            options.Credential = ReferralsCredential.FromTokenProvider((request, _) =>
            {
                isGivenBack = refused.IsDisposed;
                return new(Token(request.NewerThan is null ? "token-1" : "token-2"));
            });
        });
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full)
            .RespondsWith(() => MockedService.Response(HttpStatusCode.Unauthorized, refused))
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.True(isGivenBack);
        Assert.Equal(
            [200, 401, 200],
            attempts.GetMeasurementSnapshot().Where(one => (string?)one.Tags["server.address"] == host)
                .Select(one => (int?)one.Tags["http.response.status_code"]));
    }

    [Fact]
    public async Task A_challenge_is_no_token_request_for_a_credential_that_does_not_handle_challenges()
    {
        using MockedEntra entra = new();
        entra.GivesApp("token-1");
        string claims = Convert.ToBase64String("""{"access_token":{"nbf":{"essential":true}}}"""u8);
        ReferralsClient client = _service.Client(options => options.Credential = ReferralsCredential.FromClientSecret(
            MockedEntra.Tenant, $"{Guid.NewGuid()}", "s", new ReferralsCredentialOptions { HttpMessageHandler = entra }));
        _service.RespondsWith(
            HttpStatusCode.Unauthorized, null, ("WWW-Authenticate", $"Bearer error=\"insufficient_claims\", claims=\"{claims}\""));

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.ListAsync().ToListAsync(Cancellation).AsTask());

        Assert.Single(entra.Requests);
        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task A_second_refusal_is_final()
    {
        ReferralsClient client = await HoldingClientAsync();
        _service.RespondsWith(HttpStatusCode.Unauthorized).RespondsWith(HttpStatusCode.Unauthorized);

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

        Assert.Equal((HttpStatusCode.Unauthorized, 2), (refusal.StatusCode, refusal.Attempts));
        Assert.Equal(["token-1", "token-1", "token-2"], Bearers);
    }

    [Fact]
    public async Task A_token_that_was_acquired_for_the_call_itself_is_refused_for_good()
    {
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.ServiceUnavailable).RespondsWith(HttpStatusCode.Unauthorized)
            .Client(options => options.Credential = Counting());

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Equal(["token-1", "token-1"], Bearers);
    }

    [Fact]
    public async Task A_renewal_that_brings_the_same_token_ends_the_call()
    {
        int requests = 0;
        ReferralsClient client = await HoldingClientAsync(ReferralsCredential.FromTokenProvider((_, _) =>
        {
            requests++;
            return new(Token("always"));
        }));
        _service.RespondsWith(HttpStatusCode.Unauthorized);

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
        Assert.Equal((2, 2), (requests, _service.Sent.Count));
    }

    [Theory]
    [InlineData("""{ "code": 900421, "description": "MFA required", "data": [], "source": "PartnerCenter" }""")]
    [InlineData("""{ "error": { "code": "unauthenticated", "message": "m", "innerError": { "code": "900421" } } }""")]
    public async Task A_token_without_multi_factor_authentication_is_not_renewed(string body)
    {
        ReferralsClient client = await HoldingClientAsync();
        _service.RespondsWith(HttpStatusCode.Unauthorized, body);

        ReferralsAuthenticationException refusal = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Equal("900421", refusal.ErrorCode);
        Assert.Equal((1, 2), (_requests.Count, _service.Sent.Count));
    }

    [Fact]
    public async Task A_service_that_refuses_every_token_causes_one_renewal_a_minute()
    {
        ReferralsClient client = await HoldingClientAsync();
        List<int> tokenRequests = [];
        foreach (double seconds in (double[])[0, 30, 29.9, 0.1, 59.9])
        {
            _service.Time.Advance(TimeSpan.FromSeconds(seconds));
            _service.RespondsWith(HttpStatusCode.Unauthorized);
            bool isRenewed = seconds is 0 or 0.1;
            if (isRenewed)
            {
                _service.RespondsWith(HttpStatusCode.Unauthorized);
            }

            await Assert.ThrowsAsync<ReferralsAuthenticationException>(
                () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));
            tokenRequests.Add(_requests.Count);
        }

        Assert.Equal([2, 2, 2, 3, 3], tokenRequests);
        Assert.Equal(["token-1", "token-1", "token-2", "token-2", "token-2", "token-2", "token-3", "token-3"], Bearers);
    }

    [Fact]
    public async Task A_hundred_refused_calls_share_one_renewal_and_are_each_sent_once_more()
    {
        using RefusingHandler service = new(calls: 100);
        ReferralsClientOptions options = new() { Credential = Counting(), TimeProvider = _service.Time };
        using ReferralsClient client = ReferralsClient.Create(options, service);
        service.Accepts("token-1");
        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        service.Accepts("token-2");

        await Task.WhenAll(Enumerable.Range(0, 100).Select(
            _ => Task.Run(() => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation), Cancellation)));

        Assert.Equal(2, _requests.Count);
        Assert.Equal((101, 100), (service.Count("token-1"), service.Count("token-2")));
    }

    [Fact]
    public async Task A_call_that_was_refused_late_uses_the_token_that_another_has_renewed()
    {
        TaskCompletionSource late = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using LateHandler service = new(late.Task);
        using ReferralsClient client = ReferralsClient.Create(
            new ReferralsClientOptions { Credential = Counting(), TimeProvider = _service.Time }, service);
        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        service.IsRevoked = true;
        Task<Referral> first = client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation);
        await service.Waits.Task.WaitAsync(Cancellation);
        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        late.SetResult();
        await first;

        Assert.Equal(2, _requests.Count);
    }

    [Fact]
    public async Task A_renewal_that_fails_says_why_and_the_create_had_no_effect()
    {
        ReferralsClient client = await HoldingClientAsync(ReferralsCredential.FromTokenProvider((request, _) => request.NewerThan is null
            ? new(Token("token-1"))
            : throw new InvalidOperationException("the user's sessions were revoked")));
        _service.RespondsWith(HttpStatusCode.Unauthorized);

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

        Assert.IsType<InvalidOperationException>(failure.InnerException);
        Assert.StartsWith(
            "The service refused the token of create, so it had no effect, and no other token was obtained. ", failure.Message,
            StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Unauthorized, 1), (failure.StatusCode, failure.RequestsSent));
        Assert.Equal(2, _service.Sent.Count);
    }

    [Theory]
    [InlineData("get", "")]
    [InlineData("create", ", so it had no effect")]
    public async Task A_renewal_that_hangs_after_a_refusal_says_so(string operation, string effect)
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<ReferralsAccessToken> never = new();
        ReferralsClient client = await HoldingClientAsync(ReferralsCredential.FromTokenProvider((request, _) =>
        {
            if (request.NewerThan is null)
            {
                return new(Token("token-1"));
            }

            asked.SetResult();
            return new(never.Task);
        }));
        _service.RespondsWith(HttpStatusCode.Unauthorized);
        Task call = RunAsync(client, operation, new ReferralCallOptions { MaxAttempts = 1 });

        await asked.Task;
        _service.Time.Advance(TimeSpan.FromSeconds(30));
        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => call);

        Assert.Equal(
            $"The service refused the token of {operation}{effect}, and no other token was received in time (attempt 1). Check the network "
                + "and AuthorityHost.",
            failure.Message);
        Assert.Equal((HttpStatusCode.Unauthorized, 1, true), (failure.StatusCode, failure.RequestsSent, failure.IsTransient));
    }

    [Fact]
    public async Task A_renewal_that_fails_for_a_while_is_retried_with_the_call()
    {
        int requests = 0;
        ReferralsClient client = await HoldingClientAsync(ReferralsCredential.FromTokenProvider((_, _) => ++requests == 2
            ? throw new ReferralsAuthenticationException("busy") { IsTransient = true }
            : new(Token($"token-{requests}"))));
        _service.RespondsWith(HttpStatusCode.Unauthorized).RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation);

        Assert.Equal(["token-1", "token-1", "token-3"], Bearers);
    }

    [Fact]
    public async Task A_create_that_is_lost_after_its_refusal_has_an_unknown_outcome()
    {
        ReferralsClient client = await HoldingClientAsync();
        _service.RespondsWith(HttpStatusCode.Unauthorized).RespondsWith(HttpStatusCode.ServiceUnavailable);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation));

        Assert.Equal(["token-1", "token-1", "token-2"], Bearers);
    }

    [Fact]
    public async Task A_create_that_is_cancelled_during_the_renewal_had_no_effect()
    {
        using CancellationTokenSource caller = new();
        TaskCompletionSource<ReferralsAccessToken> never = new();
        ReferralsClient client = await HoldingClientAsync(ReferralsCredential.FromTokenProvider((request, _) =>
        {
            if (request.NewerThan is null)
            {
                return new(Token("token-1"));
            }

            caller.Cancel();
            return new(never.Task);
        }));
        _service.RespondsWith(HttpStatusCode.Unauthorized);

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.CreateAsync(Drafts.Minimal, cancellationToken: caller.Token));

        Assert.Equal("The caller cancelled create; it had no effect.", cancelled.Message);
    }

    [Fact]
    public async Task The_repeat_counts_as_an_attempt_and_goes_out_though_there_may_be_one_only()
    {
        ReferralsClient client = await HoldingClientAsync();
        _service.RespondsWith(HttpStatusCode.Unauthorized).RespondsWith(HttpStatusCode.ServiceUnavailable);

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(() => client.GetAsync(
            ReferralJson.Id, new ReferralCallOptions { MaxAttempts = 1 }, Cancellation));

        Assert.Equal((2, 3), (failure.Attempts, _service.Sent.Count));
    }

    public void Dispose() => _service.Dispose();

    private async Task<ReferralsClient> HoldingClientAsync(ReferralsCredential? credential = null)
    {
        ReferralsClient client = _service.Client(options =>
        {
            options.Credential = credential ?? Counting();
            options.ResolveUnknownOutcomes = false;
        });
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        return client;
    }

    private static async Task RunAsync(ReferralsClient client, string operation, ReferralCallOptions options)
    {
        Referral deal = JsonSerializer.Deserialize(ReferralJson.Full, ReferralsJson.Referral)!;
        ReferralPatch patch = new ReferralPatch().Notes("Other");
        switch (operation)
        {
            case "get":
                await client.GetAsync(ReferralJson.Id, options, Cancellation);
                break;
            case "list":
                await client.ListAsync(null, options, Cancellation).ToListAsync(Cancellation);
                break;
            case "create":
                await client.CreateAsync(Drafts.Minimal, options, Cancellation);
                break;
            case "replace":
                await client.ReplaceAsync(deal, options, Cancellation);
                break;
            case "patch":
                await client.PatchAsync(deal, patch, options, Cancellation);
                break;
            default:
                await client.PatchUnconditionallyAsync(ReferralJson.Id, patch, options, Cancellation);
                break;
        }
    }

    private ReferralsCredential Counting() => ReferralsCredential.FromTokenProvider((request, _) =>
    {
        lock (_requests)
        {
            _requests.Add(request);
            return new(Token($"token-{_requests.Count}"));
        }
    });

    private ReferralsAccessToken Token(string text) => new(text, _service.Time.GetUtcNow().AddHours(1));

    private static HttpResponseMessage Full(HttpRequestMessage request) => MockedService.Response(
        request.Method == HttpMethod.Post ? HttpStatusCode.Created : HttpStatusCode.OK,
        new StringContent(ReferralJson.Full, Encoding.UTF8, "application/json"));

    private sealed class WatchedContent() : ByteArrayContent([])
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    /// <summary>Refuses a token when all calls have arrived with it.</summary>
    private sealed class RefusingHandler(int calls) : HttpMessageHandler
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ConcurrentQueue<string> _bearers = [];
        private string _accepted = "";
        private int _refused;

        public void Accepts(string token) => _accepted = token;

        public int Count(string token) => _bearers.Count(bearer => bearer == token);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string bearer = request.Headers.Authorization!.Parameter!;
            _bearers.Enqueue(bearer);
            if (bearer == _accepted)
            {
                return Full(request);
            }

            if (Interlocked.Increment(ref _refused) == calls)
            {
                _all.SetResult();
            }

            await _all.Task.WaitAsync(cancellationToken);
            return MockedService.Response(HttpStatusCode.Unauthorized, null);
        }
    }

    /// <summary>Refuses the first token once it is revoked, a create only when told to.</summary>
    private sealed class LateHandler(Task late) : HttpMessageHandler
    {
        public bool IsRevoked { get; set; }

        public TaskCompletionSource Waits { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!IsRevoked || request.Headers.Authorization!.Parameter != "token-1")
            {
                return Full(request);
            }

            if (request.Method == HttpMethod.Post)
            {
                Waits.SetResult();
                await late.WaitAsync(cancellationToken);
            }

            return MockedService.Response(HttpStatusCode.Unauthorized, null);
        }
    }
}
