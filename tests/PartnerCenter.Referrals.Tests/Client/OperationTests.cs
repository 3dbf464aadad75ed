using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests method, full URL, headers and body of each operation at both endpoints.</summary>
public sealed class OperationTests : IDisposable
{
    private readonly MockedService _service = new();

    public static TheoryData<string, string> Collections => new()
    {
        { ReferralsEndpoint.Production.OriginalString, "https://api.partner.microsoft.com/v1.0/engagements/referrals" },
        { ReferralsEndpoint.V1.OriginalString, "https://api.partner.microsoft.com/v1/referrals/" },
        { "http://127.0.0.1:8080/v1.0/engagements/referrals", "http://127.0.0.1:8080/v1.0/engagements/referrals" },
        { "https://gateway.contoso.example.com/partner%20api/referrals", "https://gateway.contoso.example.com/partner%20api/referrals" },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Collections))]
    public async Task Create_posts_to_the_collection_byte_for_byte(string endpoint, string expected)
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await Client(endpoint).CreateAsync(Drafts.Minimal, cancellationToken: Cancellation);

        Assert.Equal("POST", _service.Only.Method);
        Assert.Equal(expected, _service.Only.Url);
    }

    [Theory, MemberData(nameof(Collections))]
    public async Task Invite_posts_to_the_collection_byte_for_byte(string endpoint, string expected)
    {
        _service.RespondsWith(HttpStatusCode.OK, FoundRecord.Page()).RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await Client(endpoint).InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation);

        string list = $"{expected}?$filter=engagementId%20eq%20%27{ReferralJson.EngagementId}%27";
        Assert.Equal([("GET", list), ("POST", expected)], _service.Sent.Select(sent => (sent.Method, sent.Url)));
    }

    [Theory, MemberData(nameof(Collections))]
    public async Task Get_asks_below_the_collection(string endpoint, string expected)
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await Client(endpoint).GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal("GET", _service.Only.Method);
        Assert.Equal($"{expected.TrimEnd('/')}/{ReferralJson.Id}", _service.Only.Url);
        Assert.Null(_service.Only.Body);
    }

    [Theory, MemberData(nameof(Collections))]
    public async Task List_asks_the_collection_with_the_query_escaped_once(string endpoint, string expected)
    {
        _service.RespondsWith(HttpStatusCode.OK, """{ "value": [] }""");
        ReferralQuery query = new()
        {
            Filter = ReferralFilter.Raw("customerProfile/name eq 'Fabrikam & Søns'"),
            OrderBy = ReferralOrder.UpdatedDateTime.Descending,
            Top = 5,
        };

        await foreach (Referral _ in Client(endpoint).ListAsync(query, cancellationToken: Cancellation))
        {
        }

        Assert.Equal("GET", _service.Only.Method);
        Assert.Equal(
            expected + "?$filter=customerProfile%2Fname%20eq%20%27Fabrikam%20%26%20S%C3%B8ns%27&$orderby=updatedDateTime%20desc&$top=5",
            _service.Only.Url);
    }

    [Fact]
    public async Task Create_sends_json_without_nulls_and_server_owned_members()
    {
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);

        await Client().CreateAsync(Drafts.Minimal, cancellationToken: Cancellation);

        Assert.Equal("application/json; charset=utf-8", _service.Only.Headers["Content-Type"]);
        Assert.Equal(
            """{"name":"Fabrikam data """
                + """platform","type":"Independent","target":[],"customerProfile":{"name":"Fabrikam","address":{"addressLine1":"1 Sample """
                + """Street","city":"Sampleton","country":"US"},"team":[],"ids":[]},"consent":{"consentToToShareInfoWithOthers":"""
                + """true,"consentToContact":true,"consentToShareReferralWithMicrosoftSellers":false},"details":{"dealValue":"""
                + """25000,"currency":"USD","closingDateTime":"2030-06-30T00:00:00Z","requirements":{"industries":[],"products":["""
                + """],"services":[],"solutions":[{"id":"SOL-12345-ABC","type":"Name"}],"offers":[],"salesPlays":[]}},"team":["""
                + """{"firstName":"Ben","lastName":"Sample","phoneNumber":"5550101","email":"ben@contoso.example.com"}]}""",
            _service.Only.Body);
    }

    [Fact]
    public async Task Create_returns_what_the_service_stored()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        Referral created = await Client().CreateAsync(Drafts.Minimal, cancellationToken: Cancellation);

        Assert.Equal(ReferralJson.Id, created.Id);
        Assert.Equal(ReferralStatus.Active, created.Status);
        Assert.Equal(ReferralJson.ETag, created.ETag);
        Assert.False(created.IsDraft);
    }

    [Fact]
    public async Task Create_refuses_a_referral_that_exists()
    {
        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => Client().CreateAsync(Drafts.Stored, cancellationToken: Cancellation));

        Assert.Equal("draft", refusal.ParamName);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task Create_lists_every_part_that_is_missing_and_sends_nothing()
    {
        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => Client().CreateAsync(new Referral(), cancellationToken: Cancellation));

        Assert.Equal(
            ["type", "customerProfile", "consent", "details", "name", "team"], refusal.Violations.Select(violation => violation.Path));
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task An_invitation_in_disguise_is_refused_because_it_would_disclose_everything()
    {
        Referral disguised = Drafts.Minimal with { EngagementId = ReferralJson.EngagementId, Target = [ReferralTarget.Microsoft] };

        ReferralValidationException create = await Assert.ThrowsAsync<ReferralValidationException>(
            () => Client().CreateAsync(disguised, cancellationToken: Cancellation));
        ReferralValidationException invite = await Assert.ThrowsAsync<ReferralValidationException>(
            () => Client().InviteAsync(
                Drafts.Stored with { Target = [ReferralTarget.Microsoft] }, Drafts.ToMicrosoft, cancellationToken: Cancellation));

        Assert.Equal("target", Assert.Single(create.Violations).Path);
        Assert.Equal("target", Assert.Single(invite.Violations).Path);
    }

    [Fact]
    public async Task A_refused_filter_is_reported_with_the_syntax_of_filters()
    {
        _service.RespondsWith(
            HttpStatusCode.BadRequest, """{ "error": { "code": "invalidRequest", "message": "m", "target": "$filter" } }""");

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(
            () => Client().ListAsync(
                new ReferralQuery { Filter = ReferralFilter.Raw("name eq 'O'Brien'") }).ToListAsync(Cancellation).AsTask());

        Assert.Contains("double a quote inside it", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Names are case-sensitive. Do not escape anything for a URL.", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Brien", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_local_rules_the_service_is_the_judge()
    {
        _service.RespondsWith(
            HttpStatusCode.BadRequest, """{ "error": { "code": "invalidRequest", "message": "type", "target": "type" } }""");

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(
            () => Client().CreateAsync(new Referral(), new ReferralCallOptions { ClientValidation = ClientValidation.None }, Cancellation));

        Assert.Equal("invalidRequest", refusal.ErrorCode);
        Assert.Equal("type", refusal.ErrorTarget);
    }

    [Theory]
    [InlineData("")]
    [InlineData("42")]
    [InlineData("../customers")]
    [InlineData("3f6b2c1e-0000-4000-8000-+00000000001")]
    [InlineData("3f6b2c1e00004000800000000000000a")]
    [InlineData(" 3f6b2c1e-0000-4000-8000-000000000001")]
    [InlineData("3f6b2c1e-0000-4000-8000-000000000001?x=1")]
    public async Task Get_refuses_an_id_that_is_no_guid(string id)
    {
        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => Client().GetAsync(id, cancellationToken: Cancellation));

        Assert.Equal("id", refusal.ParamName);
        Assert.Contains("A referral's id must be a GUID such as 00000000-", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_body_without_an_etag_takes_that_of_the_header()
    {
        string body = ReferralJson.Full.Replace($"\"eTag\": \"\\\"{ReferralJson.ETag.Trim('"')}\\\"\",", "", StringComparison.Ordinal);
        _service.RespondsWith(HttpStatusCode.OK, body, ("ETag", "\"from-the-header\""));

        Referral referral = await Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal("\"from-the-header\"", referral.ETag);
    }

    public void Dispose() => _service.Dispose();

    private ReferralsClient Client(string? endpoint = null) =>
        _service.Client(options => options.Endpoint = endpoint is null ? options.Endpoint : new Uri(endpoint));
}
