using System.Net;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests projections of referrals, which are for reading only ($select, wire contract 2.2).</summary>
public sealed class ProjectionTests : IDisposable
{
    private const string Collection = "https://api.partner.microsoft.com/v1.0/engagements/referrals";

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_members_of_the_record_are_asked_for_and_pages_are_followed()
    {
        _service.RespondsWith(
            HttpStatusCode.OK,
            """{ "value": [ { "id": "1", "status": "New", "details": { "dealValue": 5 } } ], "@odata.nextLink": "?$skiptoken=a" }""")
            .RespondsWith(HttpStatusCode.OK, """{ "value": [ { "id": "2", "status": "Of tomorrow" } ] }""");
        ReferralQuery query = new() { Filter = ReferralFilter.AwaitingAnswer, Top = 9 };

        List<DealLine> lines = await _service.Client().ListAsync(
            query, ProjectionContext.Default.DealLine, cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.Equal(
            [
                Collection + "?$filter=direction%20eq%20%27Incoming%27%20and%20status%20eq%20%27New%27&$top=9&$select=id,status,details",
                Collection + "?$skiptoken=a",
            ],
            _service.Sent.Select(request => request.Url));
        Assert.Equal(
            [new DealLine("1", ReferralStatus.New, new DealLineDetails(5)), new DealLine("2", new ReferralStatus("Of tomorrow"), null)],
            lines);
    }

    [Theory]
    [InlineData("""{ "value": [ { "id": "planted", "details": [] } ] }""")]
    [InlineData("""{ "value": [ 5 ] }""")]
    [InlineData("""{ }""")]
    public async Task What_does_not_fit_is_an_error_that_shows_nothing_of_it(string body)
    {
        _service.RespondsWith(HttpStatusCode.OK, body);

        ReferralsException failure = await Assert.ThrowsAsync<ReferralsException>(
            () => _service.Client().ListAsync(null, ProjectionContext.Default.DealLine).ToListAsync(Cancellation).AsTask());

        Assert.Equal(1, failure.Page);
        Assert.DoesNotContain("planted", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_without_members_is_refused()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            "projection", () => _service.Client().ListAsync(null, ProjectionContext.Default.Nothing));
        Assert.Contains("members have the JSON names of a referral's", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => _service.Client().ListAsync<DealLine>(null, null!));
    }

    [Fact]
    public void A_record_whose_names_differ_from_those_of_a_referral_in_their_capitals_is_refused()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            "projection", () => _service.Client().ListAsync(null, PascalContext.Default.DealLine));

        Assert.Contains("name Id of the projection differs", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("JsonKnownNamingPolicy.CamelCase", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public void A_record_that_has_no_member_of_a_referral_is_refused()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            "projection", () => _service.Client().ListAsync(null, ProjectionContext.Default.Foreign));

        Assert.Contains("No member of a referral", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("(first, second)", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _service.Dispose();
}

internal sealed record DealLine(string Id, ReferralStatus? Status, DealLineDetails? Details);

internal sealed record DealLineDetails(decimal? DealValue);

internal sealed record Foreign(string? First, string? Second);

internal sealed record Nothing;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DealLine))]
[JsonSerializable(typeof(DealLineDetails))]
[JsonSerializable(typeof(Foreign))]
[JsonSerializable(typeof(Nothing))]
internal sealed partial class ProjectionContext : JsonSerializerContext;

[JsonSerializable(typeof(DealLine))]
internal sealed partial class PascalContext : JsonSerializerContext;
