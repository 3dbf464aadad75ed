using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the registration of webhooks: what is sent, and what is kept from being overwritten.</summary>
public sealed class WebhookRegistrationTests : IDisposable
{
    private const string Address = "https://api.partnercenter.microsoft.com/webhooks/v1/registration";
    private const string Url = "https://contoso.example.com/hooks?code=planted-secret";

    private const string Existing = $$"""
        { "WebhookUrl": "{{Url}}", "WebhookEvents": ["subscription-updated", "referral-created"], "properties": { "kept": 1 },
          "lastModifiedTimestamp": "2026-01-02T03:04:05Z" }
        """;

    private readonly MockedService _service = new();
    private readonly List<ReferralsTokenRequest> _tokenRequests = [];
    private readonly ReferralWebhookRegistrations _registrations;

    public WebhookRegistrationTests() => _registrations = ReferralWebhookRegistrations.Create(Options(), _service.Handler);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static ReferralWebhookRegistration Wanted => new()
    {
        WebhookUrl = new Uri(Url),
        WebhookEvents = [ReferralWebhookEventName.ReferralCreated, ReferralWebhookEventName.TestCreated],
    };

    public void Dispose()
    {
        _registrations.Dispose();
        _service.Dispose();
    }

    [Fact]
    public async Task Lists_the_events_with_a_token_of_the_other_host()
    {
        _service.RespondsWith(HttpStatusCode.OK, """["referral-created", "invoice-ready"]""");

        IReadOnlyList<ReferralWebhookEventName> events = await _registrations.ListEventsAsync(cancellationToken: Cancellation);

        Assert.Equal([ReferralWebhookEventName.ReferralCreated, new("invoice-ready")], events);
        Assert.Equal(("GET", $"{Address}/events"), (_service.Only.Method, _service.Only.Url));
        Assert.Equal("Bearer token", _service.Only.Headers["Authorization"]);
        Assert.Equal("https://api.partnercenter.microsoft.com/.default", Assert.Single(_tokenRequests).Scope);
    }

    [Theory]
    [InlineData(404, null)]
    [InlineData(400, """{ "code": 400 }""")]
    [InlineData(200, "{}")]
    [InlineData(200, """{ "WebhookUrl": "" }""")]
    [InlineData(204, null)]
    public async Task Registers_with_post_if_there_is_none(int status, string? body)
    {
        _service.RespondsWith((HttpStatusCode)status, body)
            .RespondsWith(HttpStatusCode.OK, """{ "subscriberId": "s-1", "webhookUrl": "https://other.example.com" }""");

        ReferralWebhookRegistration registered = await RegisterAsync(Wanted);

        Assert.Equal([("GET", Address), ("POST", Address)], Sent);
        Assert.Equal(
            $$"""{"WebhookUrl":"{{Url}}","WebhookEvents":["referral-created","test-created"]}""",
            _service.Sent[1].Body);
        Assert.Equal(Wanted with { SubscriberId = "s-1" }, registered);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Writes_nothing_if_the_read_says_nothing_about_a_registration(int status)
    {
        _service.RespondsWith((HttpStatusCode)status);

        await Assert.ThrowsAnyAsync<ReferralsException>(() => RegisterAsync(Wanted, new() { MaxAttempts = 1 }));

        Assert.DoesNotContain(_service.Sent, sent => sent.Method != "GET");
    }

    [Fact]
    public async Task Keeps_events_and_members_that_it_does_not_know()
    {
        const string More = "\"SignatureTokenToMsSignatureHeader\":true,\"properties\":{\"kept\":1}";
        _service.RespondsWith(HttpStatusCode.OK, Existing).RespondsWith(HttpStatusCode.OK, "{}");

        await RegisterAsync(Wanted with { SignatureTokenToMsSignatureHeader = true });

        Assert.Equal([("GET", Address), ("PUT", Address)], Sent);
        Assert.Equal(
            $$"""{"WebhookUrl":"{{Url}}","WebhookEvents":["referral-created","test-created","subscription-updated"],{{More}}}""",
            _service.Sent[1].Body);
    }

    [Fact]
    public async Task Writes_nothing_if_the_registration_is_as_wanted()
    {
        _service.RespondsWith(HttpStatusCode.OK, Existing);

        ReferralWebhookRegistration registered = await RegisterAsync(
            Wanted with { WebhookEvents = [ReferralWebhookEventName.ReferralCreated] });

        Assert.Single(_service.Sent);
        Assert.Equal(2, registered.WebhookEvents.Count);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), registered.LastModifiedTimestamp);
    }

    [Fact]
    public async Task Does_not_replace_the_registration_of_another_address()
    {
        _service.RespondsWith(HttpStatusCode.OK, Existing);

        var refusal = await Assert.ThrowsAsync<ReferralWebhookRegistrationExistsException>(
            () => RegisterAsync(Wanted with { WebhookUrl = new Uri("https://fabrikam.example.com/hooks") }));

        Assert.Single(_service.Sent);
        Assert.Contains("on contoso.example.com: subscription-updated, referral-created.", refusal.Message);
        Assert.DoesNotContain("planted-secret", refusal.ToString());
        Assert.Equal(Url, refusal.GetExisting().WebhookUrl!.OriginalString);
    }

    [Fact]
    public async Task Replaces_the_registration_of_another_address_if_that_is_wanted()
    {
        _service.RespondsWith(HttpStatusCode.OK, Existing).RespondsWith(HttpStatusCode.OK, "{}");

        await _registrations.RegisterAsync(
            Wanted with { WebhookUrl = new Uri("https://fabrikam.example.com/hooks") }, replaceOtherUrl: true,
            cancellationToken: Cancellation);

        Assert.Equal([("GET", Address), ("PUT", Address)], Sent);
        Assert.Contains("\"https://fabrikam.example.com/hooks\"", _service.Sent[1].Body);
        Assert.Contains("\"subscription-updated\"", _service.Sent[1].Body);
    }

    [Fact]
    public async Task Reads_again_if_another_program_has_registered_since()
    {
        _service.RespondsWith(HttpStatusCode.NotFound).RespondsWith(HttpStatusCode.Conflict).RespondsWith(HttpStatusCode.OK, Existing)
            .RespondsWith(HttpStatusCode.OK, "{}");

        await RegisterAsync(Wanted);

        Assert.Equal(["GET", "POST", "GET", "PUT"], Sent.Select(sent => sent.Method));
    }

    [Fact]
    public async Task A_lost_response_is_resolved_by_reading()
    {
        _service.RespondsWith(HttpStatusCode.NotFound)
            .Throws(new HttpRequestException(HttpRequestError.ResponseEnded))
            .RespondsWith(HttpStatusCode.OK, $$"""{ "webhookUrl": "{{Url}}", "webhookEvents": ["test-created", "referral-created"] }""");

        ReferralWebhookRegistration registered = await RegisterAsync(Wanted);

        Assert.Equal(["GET", "POST", "GET"], Sent.Select(sent => sent.Method));
        Assert.Equal(Url, registered.WebhookUrl!.OriginalString);
    }

    [Theory]
    [InlineData(200, Existing)]
    [InlineData(404, null)]
    [InlineData(403, null)]
    public async Task A_lost_response_stays_unknown_if_the_read_does_not_show_what_was_sent(int status, string? body)
    {
        _service.RespondsWith(HttpStatusCode.NotFound)
            .Throws(new HttpRequestException(HttpRequestError.ResponseEnded))
            .RespondsWith((HttpStatusCode)status, body);

        var unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => RegisterAsync(Wanted));

        Assert.Contains("Read the registration before you register again.", unknown.Message);
        Assert.Equal(["GET", "POST", "GET"], Sent.Select(sent => sent.Method));
    }

    [Theory]
    [InlineData(null, "full address")]
    [InlineData("/hooks", "full address")]
    [InlineData("http://contoso.example.com/hooks", "must be https; plain http")]
    [InlineData("ftp://contoso.example.com/hooks", "must be https.")]
    [InlineData("https://user:planted-secret@contoso.example.com/hooks", "no user name")]
    [InlineData("https://contoso.example.com/hooks#planted-secret", "no fragment")]
    public async Task Refuses_an_address_that_cannot_be_registered(string? url, string rule)
    {
        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>("registration", () => RegisterAsync(
            Wanted with { WebhookUrl = url is null ? null : new Uri(url, UriKind.RelativeOrAbsolute) }));

        Assert.Contains(rule, refusal.Message);
        Assert.DoesNotContain("planted-secret", refusal.Message);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task Refuses_a_registration_without_events_or_with_an_empty_name()
    {
        ArgumentException none = await Assert.ThrowsAsync<ArgumentException>(
            "registration", () => RegisterAsync(Wanted with { WebhookEvents = [] }));
        ArgumentException empty = await Assert.ThrowsAsync<ArgumentException>(
            "registration", () => RegisterAsync(Wanted with { WebhookEvents = [new(" ")] }));

        Assert.Contains("at least one event", none.Message);
        Assert.Contains("empty name", empty.Message);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_403_names_the_roles_that_may_register()
    {
        _service.RespondsWith(HttpStatusCode.Forbidden);

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(() => RegisterAsync(Wanted));

        Assert.Contains("Referral Admin, which reads referrals, is not among them", refusal.Message);
        Assert.Equal("get webhook registration", refusal.Operation);
    }

    [Fact]
    public async Task Sends_a_test_event_and_waits_for_its_result()
    {
        _service.RespondsWith(HttpStatusCode.OK, """{ "correlationId": "c-1" }""")
            .RespondsWith(HttpStatusCode.NotFound)
            .RespondsWith(HttpStatusCode.OK, """{ "correlationId": "c-1", "status": "pending" }""")
            .RespondsWith(HttpStatusCode.OK, """
                { "correlationId": "c-1", "partnerId": "p", "status": "Completed", "callbackUrl": "https://contoso.example.com/hooks",
                  "results": [{ "responseCode": "OK", "responseMessage": "", "systemError": false,
                                "dateTimeUtc": "2026-05-06T07:08:09.1234567" }] }
                """);

        string id = await _registrations.SendTestEventAsync(cancellationToken: Cancellation);
        Task<ReferralWebhookTestResult> waiting = _registrations.WaitForTestResultAsync(id, cancellationToken: Cancellation);
        for (int i = 0; i < 2; i++)
        {
            _service.Time.Advance(await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)));
        }

        ReferralWebhookTestResult result = await waiting;
        ReferralWebhookTestDelivery delivery = Assert.Single(result.Results);
        Assert.Equal(("OK", false), (delivery.ResponseCode, delivery.SystemError));
        Assert.Equal(new DateTimeOffset(2026, 5, 6, 7, 8, 9, TimeSpan.Zero).AddTicks(1_234_567), delivery.DateTimeUtc);
        Assert.Equal(
            [("POST", $"{Address}/validationEvents"), .. Enumerable.Repeat(("GET", $"{Address}/validationEvents/c-1"), 3)], Sent);
    }

    [Fact]
    public async Task A_third_test_event_of_a_minute_waits_until_the_service_takes_it()
    {
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "42"))
            .RespondsWith(HttpStatusCode.OK, """{ "correlationId": "c-3" }""");

        Task<string> sending = _registrations.SendTestEventAsync(cancellationToken: Cancellation);
        _service.Time.Advance(await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(42), TimeSpan.FromSeconds(43)));

        Assert.Equal("c-3", await sending);
        Assert.Equal(Enumerable.Repeat(("POST", $"{Address}/validationEvents"), 2), Sent);
    }

    [Fact]
    public async Task A_third_test_event_of_a_minute_is_refused_with_the_time_to_wait()
    {
        _service.RespondsWith(HttpStatusCode.TooManyRequests, null, ("Retry-After", "42"));

        ReferralsThrottledException refusal = await Assert.ThrowsAsync<ReferralsThrottledException>(
            () => _registrations.SendTestEventAsync(new() { MaxAttempts = 1 }, Cancellation));

        Assert.Equal(TimeSpan.FromSeconds(42), refusal.RetryAfter);
        Assert.Contains(
            "429. The service sends two test events a minute. Wait 42 seconds before", refusal.Message, StringComparison.Ordinal);
        Assert.Single(_service.Sent);
    }

    [Theory]
    [InlineData(404, "There is no registration. Register a webhook with the event test-created first.")]
    [InlineData(400, "The registration needs the event test-created.")]
    public async Task A_test_event_that_is_refused_says_what_it_needs(int status, string advice)
    {
        _service.RespondsWith((HttpStatusCode)status);

        ReferralsException refusal = await Assert.ThrowsAnyAsync<ReferralsException>(
            () => _registrations.SendTestEventAsync(cancellationToken: Cancellation));

        Assert.Contains(advice, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registration_that_another_program_keeps_creating_is_reported_as_such()
    {
        _service.RespondsWith(HttpStatusCode.NotFound).RespondsWith(HttpStatusCode.Conflict)
            .RespondsWith(HttpStatusCode.NotFound).RespondsWith(HttpStatusCode.Conflict);

        ReferralsException refusal = await Assert.ThrowsAnyAsync<ReferralsException>(() => RegisterAsync(Wanted));

        Assert.Contains("There is a registration already. Read it before you register again.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_event_without_a_result_ends_in_a_timeout_with_its_status()
    {
        _service.RespondsWith(HttpStatusCode.OK, """{ "status": "pending" }""")
            .RespondsWith(HttpStatusCode.OK, """{ "status": "pending" }""");

        Task<ReferralWebhookTestResult> waiting =
            _registrations.WaitForTestResultAsync("c-1", TimeSpan.FromSeconds(1), cancellationToken: Cancellation);
        _service.Time.Advance(await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));

        ReferralsTimeoutException timeout = await Assert.ThrowsAsync<ReferralsTimeoutException>(() => waiting);
        Assert.Contains("after 1 seconds. Its status is pending. Check that Partner Center can reach", timeout.Message);
    }

    [Fact]
    public async Task A_test_that_the_service_never_knows_ends_in_its_404()
    {
        _service.RespondsWith(HttpStatusCode.NotFound).RespondsWith(HttpStatusCode.NotFound);

        Task<ReferralWebhookTestResult> waiting =
            _registrations.WaitForTestResultAsync("c-1", TimeSpan.FromSeconds(1), cancellationToken: Cancellation);
        _service.Time.Advance(await _service.Time.WaitStartedAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));

        ReferralNotFoundException unknown = await Assert.ThrowsAsync<ReferralNotFoundException>(() => waiting);
        Assert.Contains("There is no such test event.", unknown.Message);
    }

    [Fact]
    public async Task An_address_that_differs_in_its_user_name_is_another_one()
    {
        _service.RespondsWith(HttpStatusCode.OK, """
            { "WebhookUrl": "https://user:planted-secret@contoso.example.com/hooks?code=planted-secret", "WebhookEvents": ["test-created"] }
            """);

        var refusal = await Assert.ThrowsAsync<ReferralWebhookRegistrationExistsException>(() => RegisterAsync(Wanted));

        Assert.DoesNotContain("planted-secret", refusal.ToString());
    }

    [Fact]
    public async Task The_id_of_a_test_is_escaped_in_the_path()
    {
        _service.RespondsWith(HttpStatusCode.OK, "{}");

        await _registrations.GetTestResultAsync("../events?x", cancellationToken: Cancellation);

        Assert.Equal($"{Address}/validationEvents/..%2Fevents%3Fx", _service.Only.Url);
    }

    [Fact]
    public void Requires_an_address_of_its_own_for_any_service_but_the_live_one()
    {
        ReferralsClientOptions options = Options();
        options.Endpoint = new Uri("http://127.0.0.1:5000/v1.0/engagements/referrals");

        ArgumentException missing = Assert.Throws<ArgumentException>(() => ReferralWebhookRegistrations.Create(options));
        options.WebhookRegistrationEndpoint = new Uri("http://contoso.example.com/webhooks/v1/registration");
        ArgumentException plain = Assert.Throws<ArgumentException>(() => ReferralWebhookRegistrations.Create(options));

        Assert.Contains("WebhookRegistrationEndpoint is missing.", missing.Message);
        Assert.Contains("WebhookRegistrationEndpoint must be https", plain.Message);
    }

    private IEnumerable<(string Method, string Url)> Sent => _service.Sent.Select(sent => (sent.Method, sent.Url));

    private ReferralsClientOptions Options() => new()
    {
        Credential = ReferralsCredential.FromTokenProvider((request, _) =>
        {
            _tokenRequests.Add(request);
            return new(new ReferralsAccessToken("token", _service.Time.GetUtcNow().AddHours(1)));
        }),
        RetryDelay = TimeSpan.Zero,
        TimeProvider = _service.Time,
    };

    private Task<ReferralWebhookRegistration> RegisterAsync(
        ReferralWebhookRegistration registration, ReferralCallOptions? options = null) =>
        _registrations.RegisterAsync(registration, options: options, cancellationToken: Cancellation);
}
