using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that the words of the service are there for callers that ask, and nowhere else.</summary>
public sealed class ServiceMessageTests : IDisposable
{
    private const string Planted = "planted Ada of ada@fabrikam.example.com, 5550100";

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("""{ "error": { "code": "c", "message": "outer" } }""", "outer")]
    [InlineData("""{ "error": { "code": "c", "message": "outer", "innerError": { "code": "i", "message": "inner" } } }""", "inner")]
    [InlineData("""{ "Error": { "Message": "outer", "InnerError": { "Message": "inner" } } }""", "inner")]
    [InlineData("""{ "error": { "message": "outer", "innerError": { "code": "i", "message": null } } }""", "outer")]
    [InlineData("""{ "error": { "message": "a", "innerError": { "message": "b", "innerError": { "message": "c" } } } }""", "c")]
    [InlineData("""{ "code": 900421, "description": "of a gateway", "data": [], "source": "PartnerApiGateway" }""", "of a gateway")]
    [InlineData("""{ "message": "without an envelope" }""", "without an envelope")]
    [InlineData("""{ "error": { "message": "over\r\nlines\u001b[2J" } }""", "over  lines [2J")]
    [InlineData("""{ "error": { "message": "  \t" } }""", null)]
    [InlineData("""{ "error": { "message": 5 } }""", null)]
    [InlineData("""{ "error": "text" }""", null)]
    [InlineData("<html>planted</html>", null)]
    [InlineData("", null)]
    [InlineData("""{ "error": { "message": "a\u202Ab\u202Bc\u202Cd\u202De\u202Ef" } }""", "abcdef")]
    [InlineData("""{ "error": { "message": "a\u2066b\u2067c\u2068d\u2069e\u200Ef\u200Fg\u061Ch" } }""", "abcdefgh")]
    [InlineData("""{ "error": { "message": "a\u200Bb\u200Cc\u200Dd\u2060e\uFEFFf\u00ADg\uDB40\uDC41h" } }""", "abcdefgh")]
    [InlineData("""{ "error": { "message": "over\u2028separators\u2029too\u0085" } }""", "over separators too")]
    [InlineData("""{ "error": { "message": "\u202E \u200B", "details": [ { "message": "\u202E" } ] } }""", null)]
    [InlineData("""{ "error": { "message": "\u05E9\u05DC 👍 é" } }""", "\u05E9\u05DC 👍 é")]
    public async Task Returns_the_innermost_message_of_each_kind_of_body(string body, string? expected) =>
        Assert.Equal(expected, (await RefusedAsync(body)).GetServiceMessage());

    [Fact]
    public async Task Adds_a_line_for_each_detail_and_joins_their_targets_and_codes()
    {
        ReferralsException failure = await RefusedAsync(
            """
            { "error": { "code": "invalidRequest", "message": "The request is invalid.", "target": "referral",
              "details": [
                { "code": "required", "target": "customerProfile/name", "message": "A name is required." },
                { "code": "required", "target": "details/currency", "message": "A currency is required." },
                { "code": "other", "message": "Another rule." }, { "target": "referral" }, "text", 5 ],
              "innerError": { "code": "innermost" } } }
            """);

        Assert.Equal(
            "The request is invalid.\ncustomerProfile/name: A name is required.\ndetails/currency: A currency is required.\nAnother rule.",
            failure.GetServiceMessage());
        Assert.Equal(["invalidRequest", "required", "other", "innermost"], failure.ErrorCodes);
        Assert.Equal("innermost", failure.ErrorCode);
        Assert.Equal("referral|customerProfile/name|details/currency", failure.ErrorTarget);
    }

    [Theory]
    [InlineData("""{ "error": { "code": "c", "message": "\ud800", "innerError": { "code": "i" } } }""")]
    [InlineData("""{ "error": { "code": "c", "\ud800": 1, "innerError": { "code": "i", "target": "\ud800" } } }""")]
    [InlineData("""{ "error": { "code": "c", "details": [ { "\ud800": 1, "message": "\ud800" } ], "innerError": { "code": "i" } } }""")]
    [InlineData("""{ "error": { "code": "c", "target": "\ud800", "details": [ { "code": "\ud800" } ], "innerError": { "code": "i" } } }""")]
    public async Task Text_that_is_not_valid_Unicode_hides_no_code(string body)
    {
        ReferralsException failure = await RefusedAsync(body);

        Assert.Equal(["c", "i"], failure.ErrorCodes);
        Assert.Equal((null, null), (failure.ErrorTarget, failure.GetServiceMessage()));
    }

    [Fact]
    public async Task Keeps_as_many_whole_targets_as_fit()
    {
        string longTarget = new('t', 100);
        JsonArray details = [.. Enumerable.Range(0, 40).Select(number => new JsonObject { ["target"] = $"{longTarget}{number}" })];

        JsonObject body = new() { ["error"] = new JsonObject { ["details"] = details } };

        ReferralsException failure = await RefusedAsync(body.ToJsonString());

        Assert.Equal($"{longTarget}0", failure.ErrorTarget);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("👍")]
    public async Task Has_at_most_4096_bytes_and_no_half_a_character(string character)
    {
        string message = string.Concat(Enumerable.Repeat(character, 4_100));

        string words = (await RefusedAsync($$"""{ "error": { "message": "{{message}}" } }""")).GetServiceMessage()!;

        Assert.Equal(4096, Encoding.UTF8.GetByteCount(words));
        Assert.DoesNotContain('\ufffd', words);
        Assert.StartsWith(words, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.PreconditionFailed)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Each_refusal_of_each_operation_has_the_words_and_no_text_repeats_them(HttpStatusCode status)
    {
        foreach (Func<ReferralsClient, Task> call in Operations)
        {
            RecordedLog log = new();
            ReferralsClient client = _service.Client(options =>
            {
                options.MaxAttempts = 1;
                options.MaxConflictRetries = 0;
                options.ResolveUnknownOutcomes = false;
                options.CheckOpenInvitations = false;
                options.LoggerFactory = log;
            });
            _service.RespondsWith(
                status, $$"""{ "error": { "code": "c", "message": "{{Planted}}", "details": [ { "message": "{{Planted}}" } ] } }""");

            var failure = await Assert.ThrowsAnyAsync<ReferralsException>(() => call(client));

            Assert.Equal($"{Planted}\n{Planted}", failure.GetServiceMessage());
            Assert.DoesNotContain("planted", failure.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("planted", Properties(failure), StringComparison.Ordinal);
            Assert.DoesNotContain("planted", log.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_details_of_a_failure_do_not_print_the_words() =>
        Assert.Equal("FailureDetails", new FailureDetails { ServiceMessage = Planted }.ToString());

    private static IReadOnlyList<Func<ReferralsClient, Task>> Operations =>
    [
        client => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation),
        async client => await client.ListAsync().ToListAsync(Cancellation),
        client => client.CreateAsync(Drafts.Minimal, cancellationToken: Cancellation),
        client => client.ReplaceAsync(Drafts.Stored, cancellationToken: Cancellation),
        client => client.PatchAsync(Drafts.Stored, new ReferralPatch().Notes("Called."), cancellationToken: Cancellation),
        client => client.PatchUnconditionallyAsync(ReferralJson.Id, new ReferralPatch().Notes("Called."), cancellationToken: Cancellation),
        client => client.InviteAsync(
            Drafts.Stored,
            Invitation.ToMicrosoft(AssistanceRequestCode.ProofOfConceptOrDemo, "Please help."),
            cancellationToken: Cancellation),
    ];

    private async Task<ReferralsException> RefusedAsync(string body)
    {
        _service.RespondsWith(HttpStatusCode.BadRequest, body);
        return await Assert.ThrowsAsync<ReferralsException>(() => _service.Client(options => options.MaxAttempts = 1)
            .GetAsync(ReferralJson.Id, cancellationToken: Cancellation));
    }

    private static string Properties(Exception failure) => string.Join(
        '\n',
        failure.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.GetValue(failure) switch
        {
            IEnumerable<string> texts => string.Join(',', texts),
            var value => value?.ToString(),
        }));
}
