using System.Net;
using System.Text;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that a token response without usable tokens fails each call as a failed sign-in, and that nothing of it is kept.
/// </summary>
public sealed class TokenAnswerTests : IDisposable
{
    private const string Planted = "planted";

    private readonly MockedEntra _entra = new();
    private readonly MockedService _service = new();
    private readonly RecordedLog _log = new();
    private readonly string _client = $"{Guid.NewGuid()}";

    public static TheoryData<string> UnusableAccessTokens =>
    [
        "", "\"access_token\":null", "\"access_token\":\"\"", "\"access_token\":\" \"", "\"access_token\":\"planted token\"",
        "\"access_token\":\"planted\\r\\nX-Planted: 1\"", "\"access_token\":\"plantéd\"", "\"access_token\":\"planted\\u0000\"",
        "\"access_token\":5", "\"access_token\":true", "\"access_token\":[\"planted\"]", "\"access_token\":{\"planted\":1}",
        "\"access_token\":\"\\ud800\"",
    ];

    public static TheoryData<string> UnusableAnswers =>
    [
        Answer("\"access_token\":\"planted\"", lifetime: ""), Answer("\"access_token\":\"planted\"", lifetime: "\"expires_in\":-5"),
        Answer("\"access_token\":\"planted\"", lifetime: "\"expires_in\":\"planted\""),
        Answer("\"access_token\":\"planted\"", lifetime: "\"expires_in\":1e30"),
        Answer("\"access_token\":\"planted\"", lifetime: "\"expires_in\":9223372036854775807"),
        Answer("\"access_token\":\"planted\"", lifetime: "\"expires_in\":{}"),
        Answer("\"access_token\":\"planted\"", type: "\"token_type\":\"planted-type\""),
        Answer("\"access_token\":\"planted\"", type: "\"token_type\":null"), Answer("\"access_token\":\"planted\"", type: ""),
        "[]", "[{\"access_token\":\"planted\"}]", "null", "\"planted\"", "5", "{}", "{", "", "<html>planted</html>", "\uFEFFplanted",
        string.Concat(Enumerable.Repeat("[", 5_000)), string.Concat(Enumerable.Repeat("{\"planted\":", 5_000)), new string('p', 900_000),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ReferralsCredentialOptions Options => new() { HttpMessageHandler = _entra };

    public void Dispose()
    {
        _service.Dispose();
        _entra.Dispose();
    }

    [Theory]
    [InlineData("utf-8", "\uFEFF", "}")]
    [InlineData("utf-16", "", "}")]
    [InlineData("utf-16", "\uFEFF", "}")]
    [InlineData("utf-8", "", ",}")]
    [InlineData("utf-8", "/**/", "}")]
    public async Task An_answer_in_any_form_that_MSAL_reads_is_checked_before_it_is_cached(string charset, string before, string end)
    {
        Cache cache = new();
        string body = $"{before}{Answer("\"access_token\":\"pla nted\",\"refresh_token\":\"pla nted\"").TrimEnd('}')}{end}";
        using EncodedAnswer entra = new(body, Encoding.GetEncoding(charset));
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(
            MockedEntra.Tenant, _client, "s", "initial", new ReferralsCredentialOptions { HttpMessageHandler = entra, TokenCache = cache });

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => AcquireAsync(credential));

        Assert.DoesNotContain("pla nted", Encoding.UTF8.GetString(cache.Content ?? []), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(UnusableAccessTokens))]
    public async Task An_answer_without_a_usable_access_token_fails_each_call_as_a_failed_sign_in(string accessToken)
    {
        foreach (ReferralsAuthenticationException failure in await FailuresAsync(Answer(accessToken)))
        {
            Assert.Contains("no usable access token", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(UnusableAnswers))]
    public Task An_answer_of_another_form_fails_each_call_as_a_failed_sign_in(string body) => FailuresAsync(body);

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/octet-stream")]
    [InlineData("planted/planted")]
    public async Task The_content_type_of_an_answer_does_not_matter(string mediaType)
    {
        _entra.RespondsWith("""{"token_type":"Bearer","expires_in":3600,"access_token":"token"}""", mediaType);

        Assert.Equal("token", (await AcquireAsync(App())).Token);
    }

    [Theory]
    [InlineData("\"refresh_token\":\"bad\\r\\nplanted\"", false)]
    [InlineData("\"refresh_token\":\"bad planted\"", false)]
    [InlineData("\"refresh_token\":\"plantéd\"", false)]
    [InlineData("\"refresh_token\":5", false)]
    [InlineData("\"refresh_token\":\"\"", true)]
    [InlineData("\"refresh_token\":null", false)] // MSAL requires the member in the answer to a refresh token.
    [InlineData("", false)]
    public async Task A_refresh_token_that_is_none_never_replaces_the_stored_one(string refreshToken, bool isAnswerUsed)
    {
        string stored = "good";
        CallbackRefreshTokenStore store = new(_ => new(stored), (token, _) =>
        {
            stored = token;
            return default;
        });
        ReferralsCredential credential = ReferralsCredential.FromRefreshToken(Tenant, _client, "s", store, null, Options);
        _entra.RespondsWith(Answer("\"access_token\":\"token\"", refreshToken: refreshToken));

        Exception? failure = await Record.ExceptionAsync(() => AcquireAsync(credential));

        Assert.Equal(isAnswerUsed ? null : typeof(ReferralsAuthenticationException), failure?.GetType());
        Assert.DoesNotContain("plant", $"{failure}", StringComparison.Ordinal);
        Assert.Equal("good", stored);

        _entra.GivesUser("next", "rotated", lifetime: 7200);
        Assert.Equal("next", (await AcquireAsync(credential, newerThan: DateTimeOffset.UtcNow.AddMinutes(61))).Token);
        Assert.Equal(("good", "rotated"), (_entra.Last["refresh_token"], stored));
    }

    [Theory]
    [InlineData("app")]
    [InlineData("device code")]
    [InlineData("refresh token")]
    public async Task A_token_of_the_shared_cache_that_is_none_is_replaced(string kind)
    {
        Cache cache = new();
        ReferralsCredentialOptions options = new() { HttpMessageHandler = _entra, TokenCache = cache };
        _ = kind == "app" ? _entra.GivesApp("first") : kind == "device code" ? _entra.GivesDeviceCode().GivesUser("first")
            : _entra.GivesUser("first");
        await AcquireAsync(Kind());
        cache.Content = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(cache.Content!).Replace("\"first\"", "\"first\\r\\n\"", StringComparison.Ordinal));

        _ = kind == "app" ? _entra.GivesApp("second") : _entra.GivesUser("second");
        Assert.Equal("second", (await AcquireAsync(Kind())).Token);

        ReferralsCredential Kind() => kind switch
        {
            "app" => ReferralsCredential.FromClientSecret(Tenant, _client, "s", options),
            "device code" => ReferralsCredential.FromDeviceCode(Tenant, _client, (_, _) => Task.CompletedTask, options),
            _ => ReferralsCredential.FromRefreshToken(Tenant, _client, "s", "initial", options),
        };
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"device_code":"planted","user_code":"planted","expires_in":900,"interval":1,"message":"planted"}""")]
    [InlineData("""{"device_code":"planted","verification_uri":"planted","user_code":"planted","expires_in":900,"interval":1}""")]
    [InlineData("""{"device_code":"planted","verification_uri":"https://e.example.com","expires_in":"planted","interval":1}""")]
    [InlineData("""{"device_code":"planted","verification_uri":"https://e.example.com","expires_in":1e30,"interval":1}""")]
    public async Task A_device_code_that_cannot_be_used_fails_the_call_as_a_failed_sign_in(string body)
    {
        _entra.RespondsWith(body);
        ReferralsClient client = _service.Client(options =>
        {
            options.Credential = ReferralsCredential.FromDeviceCode(Tenant, _client, (_, _) => Task.CompletedTask, Options);
            options.TimeProvider = TimeProvider.System;
        });

        await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_provider_that_returns_null_or_makes_a_token_of_odd_characters_fails_the_call()
    {
        Func<ReferralsAccessToken>[] providers =
        [
            () => null!, () => new ReferralsAccessToken("planted\r\n", DateTimeOffset.MaxValue),
            () => new ReferralsAccessToken("", DateTimeOffset.MaxValue), () => new ReferralsAccessToken("token", DateTimeOffset.MinValue),
        ];
        foreach (Func<ReferralsAccessToken> provider in providers)
        {
            ReferralsClient client = _service.Client(
                options => options.Credential = ReferralsCredential.FromTokenProvider((_, _) => new(provider())));

            ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
                () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));
            ReferralsDiagnosis diagnosis = await client.DiagnoseAsync(cancellationToken: Cancellation);

            Assert.DoesNotContain(Planted, $"{failure}{diagnosis}", StringComparison.Ordinal);
            Assert.False(diagnosis.IsHealthy);
            Assert.Empty(_service.Sent);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer token")]
    [InlineData("token\r\nplanted")]
    [InlineData("tökén")]
    public void A_token_of_odd_characters_is_refused_where_the_user_makes_it_and_not_quoted(string? token)
    {
        ArgumentException refusal = Assert.ThrowsAny<ArgumentException>(() => new ReferralsAccessToken(token!, DateTimeOffset.MaxValue));

        Assert.DoesNotContain(Planted, refusal.ToString(), StringComparison.Ordinal);
    }

    private static string Answer(
        string accessToken, string lifetime = "\"expires_in\":3600", string type = "\"token_type\":\"Bearer\"", string refreshToken = "") =>
        $"{{{string.Join(',', new[] { accessToken, lifetime, type, refreshToken, UserMembers }.Where(member => member.Length > 0))}}}";

    private ReferralsCredential App() => ReferralsCredential.FromClientSecret(Tenant, _client, "s", Options);

    // Each kind of credential, and each operation through it.
    private async Task<IReadOnlyList<ReferralsAuthenticationException>> FailuresAsync(string body)
    {
        ReferralsCredential[] credentials =
        [
            App(),
            ReferralsCredential.FromUserAssertion(Tenant, _client, "s", _ => new("assertion"), Options),
            ReferralsCredential.FromRefreshToken(Tenant, _client, "s", "initial", Options),
            ReferralsCredential.FromRefreshToken(Tenant, _client, null, "initial", Options),
            ReferralsCredential.FromDeviceCode(Tenant, _client, (_, _) => Task.CompletedTask, Options),
        ];
        List<ReferralsAuthenticationException> failures = [];
        foreach (ReferralsCredential credential in credentials)
        {
            ReferralsClient client = _service.Client(options =>
            {
                options.Credential = credential;
                options.LoggerFactory = _log;
                options.TimeProvider = TimeProvider.System; // MSAL reads the system clock.
            });
            Func<Task>[] calls =
            [
                () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation),
                () => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation),
                () => client.ListAsync().ToListAsync(Cancellation).AsTask(),
            ];
            foreach (Func<Task> call in calls)
            {
                Respond();
                ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(call);
                Assert.False(failure.IsTransient);
                Assert.Contains("was not sent", failure.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(Planted, failure.ToString(), StringComparison.Ordinal);
                failures.Add(failure);
            }

            Respond();
            ReferralsDiagnosis diagnosis = await client.DiagnoseAsync(cancellationToken: Cancellation);
            Assert.DoesNotContain(Planted, diagnosis.ToString(), StringComparison.Ordinal);
            Assert.False(diagnosis.IsHealthy);

            void Respond()
            {
                _entra.Forget();
                if (credential.IsInteractive)
                {
                    _entra.GivesDeviceCode();
                }

                _entra.RespondsWith(body);
            }
        }

        Assert.Empty(_service.Sent);
        Assert.DoesNotContain(Planted, _log.ToString(), StringComparison.Ordinal);
        return failures;
    }

    private sealed class EncodedAnswer(string body, Encoding encoding) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(MockedService.Response(HttpStatusCode.OK, new StringContent(body, encoding, "application/json")));
    }

    private sealed class Cache : IReferralsTokenCache
    {
        public byte[]? Content { get; set; }

        public ValueTask<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) => new(Content);

        public ValueTask WriteAsync(string key, byte[] content, CancellationToken cancellationToken)
        {
            Content = content;
            return default;
        }
    }
}
