using System.Collections;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that a text from outside gets into a message, a property of an exception, a log line, a span, a diagnosis or a ToString only if it
/// is short and of known characters.
/// </summary>
public sealed class ForeignWordTests : IDisposable
{
    private readonly MockedEntra _entra = new();
    private readonly MockedService _service = new();
    private readonly RecordedLog _log = new();
    private readonly Activity _root = new("test");
    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;

    public ForeignWordTests()
    {
        _root.SetIdFormat(ActivityIdFormat.W3C).Start();
        ActivityTraceId trace = _root.TraceId;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ReferralsTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> creation) =>
                creation.TraceId == trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace)
                {
                    _spans.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public static TheoryData<string> Foreign =>
    [
        "planted\r\n2031-01-01 INFO everything is fine", "planted\u001b[2J", "planted@fabrikam.example.com", "planted word",
        "planted\u0000", "planted\u2028next", "plantéd-planted", "planted\u202e", "<planted>", "planted\"", "planted{0}", "+planted,",
        "planted%0d%0a",
        new string('p', 100) + "-planted-" + new string('p', 100), "planted" + new string('p', 1_000_000),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _root.Dispose();
        _listener.Dispose();
        _service.Dispose();
        _entra.Dispose();
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task What_Entra_names_its_error_and_its_ids_is_repeated_only_as_a_word(string word)
    {
        foreach (HttpStatusCode status in (HttpStatusCode[])[HttpStatusCode.BadRequest, HttpStatusCode.ServiceUnavailable])
        {
            ReferralsAuthenticationException failure = await RefusedByEntraAsync(word, status);

            Assert.Null(failure.EntraErrorCode);
            Assert.DoesNotContain("planted", failure.EntraCorrelationId ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_Entra_names_its_error_and_its_ids_is_repeated_if_it_is_a_word()
    {
        ReferralsAuthenticationException failure = await RefusedByEntraAsync(
            "an_error-1.2:3/4", HttpStatusCode.BadRequest, isPlanted: false);

        Assert.Equal(("an_error-1.2:3/4", "an_error-1.2:3/4"), (failure.EntraErrorCode, failure.EntraCorrelationId));
    }

    [Fact]
    public async Task A_code_in_Entras_description_is_repeated_only_as_a_word()
    {
        _entra.Refuses("invalid_client", "AADSTS" + new string('7', 1_000_000));

        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => MockedEntra.AcquireAsync(OfEntra()));

        Assert.Equal("invalid_client", failure.EntraErrorCode);
        Assert.InRange(failure.ToString().Length, 0, 10_000);
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task What_the_service_names_its_codes_its_target_and_its_ids_is_repeated_only_as_a_word(string word)
    {
        JsonObject inner = new() { ["code"] = word };
        string body = new JsonObject { ["error"] = new JsonObject { ["code"] = word, ["target"] = word, ["innerError"] = inner } }
            .ToJsonString();
        _service.RespondsWith(HttpStatusCode.BadRequest, body[..Math.Min(body.Length, 60_000)], Header("request-id", word));

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Empty(failure.ErrorCodes);
        Assert.Equal((null, null), (failure.ErrorTarget, failure.RequestId));
        RequireSilent(failure);
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task The_id_of_a_record_is_data_and_no_text_repeats_it_unless_it_is_a_word(string word)
    {
        string record = ReferralJson.FullWith(referral =>
        {
            referral["id"] = word;
            referral["name"] = new JsonObject();
            referral[word] = new JsonObject { ["\ud800"] = 1 };
        });
        _service.RespondsWith(HttpStatusCode.OK, $$"""{"value":[{{record}}]}""");

        Referral read = Assert.Single(await Client().ListAsync().ToListAsync(Cancellation));

        Assert.Equal(word, read.Id);
        Assert.Equal("Referral", read.ToString());
        Assert.Single(_log.Of(11));
        RequireSilent(null);
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void A_model_repeats_its_id_only_as_a_word(string word)
    {
        object[] models =
        [
            new Referral { Id = word }, new ReferralTarget { Id = word }, new SolutionTag { Id = word }, new RequirementTag { Id = word },
            new RequirementAttribute { Id = word }, new DealRegistration { Id = word }, new RegistrationSolution { Id = word },
        ];

        Assert.All(models, model => Assert.Equal(model.GetType().Name, model.ToString()));
        Assert.Equal("SolutionTag SOL-12345-ABC", new SolutionTag { Id = "SOL-12345-ABC" }.ToString());
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void A_value_of_an_open_set_repeats_its_text_only_as_a_word(string word)
    {
        ReferralStatus status = ReferralStatus.Parse(word);

        Assert.Equal((word, "ReferralStatus"), (status.Value, status.ToString()));
        Assert.Equal("Awaiting", ReferralStatus.Parse("Awaiting").ToString());
        Assert.Equal("Agriculture, Forestry, & Fishing", ReferralIndustry.Parse("Agriculture, Forestry, & Fishing").ToString());
        Assert.Equal("", ReferralStatus.Parse("").ToString());
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Exceptions_that_a_program_makes_repeat_a_foreign_word_only_as_a_word(string word)
    {
        Referral deal = new() { Id = word };
        ReferralsException[] failures =
        [
            new CoSellIncompleteException(deal, mayHaveInvited: false, new TimeoutException()),
            new CoSellIncompleteException(deal, mayHaveInvited: true, new ReferralsException("failed")),
            new ReferralConflictException("changed", current: deal),
            new ReferralsException("failed") { RequestId = word, ErrorTarget = word, ErrorCodes = [word] },
            new ReferralsAuthenticationException("failed") { EntraErrorCode = word, EntraCorrelationId = word },
        ];

        Assert.All(failures, RequireSilent);
        Assert.Contains($"({ReferralJson.Id})", new CoSellIncompleteException(
            new Referral { Id = ReferralJson.Id }, mayHaveInvited: false, new TimeoutException()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task A_diagnosis_repeats_claims_only_as_words(string word)
    {
        JsonObject claims = new()
        {
            ["aud"] = word,
            ["tid"] = word,
            ["appid"] = "planted-app",
            ["upn"] = "planted-upn",
            ["scp"] = word,
            ["oid"] = word,
            ["sub"] = word,
            ["amr"] = new JsonArray(word),
            ["name"] = "planted-name",
            ["unique_name"] = word,
            ["iss"] = word,
        };
        string token = $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims.ToJsonString()))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c";
        _service.RespondsWith(HttpStatusCode.Unauthorized);
        ReferralsClient client = Client(ReferralsCredential.FromTokenProvider(
            (_, _) => new(new ReferralsAccessToken(token, DateTimeOffset.MaxValue))));

        ReferralsDiagnosis diagnosis = await client.DiagnoseAsync(cancellationToken: Cancellation);

        Assert.DoesNotContain("plant", diagnosis.ToString(), StringComparison.Ordinal);
        Assert.All(diagnosis.Checks, check => Assert.InRange(check.ToString().Length, 0, 500));
        RequireSilent(null);
    }

    [Theory]
    [InlineData("https://planted_%C3%A9.example.com/x")]
    [InlineData("https://planted%20word.example.com/x")]
    [InlineData("https://planted@user.example.com@host/x")]
    public async Task The_host_of_a_redirect_is_repeated_only_as_a_word(string location)
    {
        _service.RespondsWith(HttpStatusCode.Redirect, null, ("Location", location));

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        RequireSilent(failure);
    }

    private static (string Name, string Value)[] Header(string name, string value)
    {
        using HttpResponseMessage response = new();
        return response.Headers.TryAddWithoutValidation(name, value) ? [(name, value)] : []; // A line break never arrives in a header.
    }

    private static string Everything(Exception failure)
    {
        StringBuilder text = new(failure.ToString());
        for (Exception? at = failure; at is not null; at = at.InnerException)
        {
            foreach (System.Reflection.PropertyInfo property in at.GetType().GetProperties())
            {
                object? value = property.GetValue(at);
                text.Append(' ').AppendJoin(',', value is IEnumerable many and not string ? many.Cast<object?>() : [value]);
            }
        }

        return text.ToString();
    }

    private async Task<ReferralsAuthenticationException> RefusedByEntraAsync(string word, HttpStatusCode status, bool isPlanted = true)
    {
        string body = new JsonObject
        {
            ["error"] = word,
            ["suberror"] = word,
            ["error_description"] = word,
            ["error_codes"] = new JsonArray(word),
            ["correlation_id"] = word,
            ["trace_id"] = word,
            ["claims"] = word,
        }.ToJsonString();
        ReferralsClient client = Client(OfEntra(), options => options.MaxAttempts = 1);
        _entra.Forget();
        _entra.RespondsWith(body.Length > 1_000_000 ? body.Replace(word, word[..130_000], StringComparison.Ordinal) : body, status: status);
        ReferralsAuthenticationException failure = await Assert.ThrowsAsync<ReferralsAuthenticationException>(
            () => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));
        _entra.RespondsWith(body.Length > 1_000_000 ? body.Replace(word, word[..130_000], StringComparison.Ordinal) : body, status: status);
        ReferralsDiagnosis diagnosis = await client.DiagnoseAsync(cancellationToken: Cancellation);

        Assert.NotEmpty(_spans);
        if (isPlanted)
        {
            RequireSilent(failure);
            Assert.DoesNotContain("plant", diagnosis.ToString(), StringComparison.Ordinal);
            Assert.All(diagnosis.Checks, check => Assert.DoesNotContain('\n', check.ToString()));
        }

        return failure;
    }

    private ReferralsCredential OfEntra() => ReferralsCredential.FromClientSecret(
        MockedEntra.Tenant, $"{Guid.NewGuid()}", "s", new ReferralsCredentialOptions { HttpMessageHandler = _entra });

    private ReferralsClient Client(ReferralsCredential? credential = null, Action<ReferralsClientOptions>? configure = null) =>
        _service.Client(options =>
        {
            options.Credential = credential ?? options.Credential;
            options.LoggerFactory = _log;
            configure?.Invoke(options);
        });

    // Looks through the exception, and through the lines and spans of the test's calls.
    private void RequireSilent(Exception? failure)
    {
        string[] spans = [.. _spans.Select(span => string.Join(
            ' ', [span.DisplayName, span.StatusDescription, .. span.TagObjects.Select(tag => $"{tag.Value}"),
                .. span.Events.SelectMany(one => one.Tags).Select(tag => $"{tag.Value}")]))];
        foreach (string text in (string[])[failure is null ? "" : Everything(failure), _log.ToString(), .. spans])
        {
            Assert.DoesNotContain("plant", text, StringComparison.Ordinal);
            Assert.DoesNotContain("pppppp", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\u001b", text, StringComparison.Ordinal);
        }
    }
}
