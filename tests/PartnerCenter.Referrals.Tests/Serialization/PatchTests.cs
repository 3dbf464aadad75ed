using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>PATCH: the eighteen paths, each with its exact operation (wire contract 1.6).</summary>
public sealed class PatchTests : IDisposable
{
    private const string Item = $"https://api.partner.microsoft.com/v1.0/engagements/referrals/{ReferralJson.Id}";

    private static readonly Member Person = new() { FirstName = "Ada", LastName = "Example", PhoneNumber = "5550100", Email = "ada@fabrikam.example.com" };

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, Action<ReferralPatch>, string> Operations()
    {
        const string person = """{"firstName":"Ada","lastName":"Example","phoneNumber":"5550100","email":"ada@fabrikam.example.com"}""";
        const string solution = """{"id":"SOL-12345-ABC","type":"Name"}""";
        return new()
        {
            { "CampaignId", patch => patch.CampaignId("C-1"), """{"op":"replace","path":"/campaignId","value":"C-1"}""" },
            {
                "ConsentToShareReferralWithMicrosoftSellers", patch => patch.ConsentToShareReferralWithMicrosoftSellers(true),
                """{"op":"replace","path":"/consent/consentToShareReferralWithMicrosoftSellers","value":true}"""
            },
            {
                "CustomerProfileTeam",
                patch => patch.CustomerProfileTeam(Person),
                $$"""{"op":"replace","path":"/customerProfile/team","value":[{{person}}]}"""
            },
            {
                "AddCustomerProfileTeamMember",
                patch => patch.AddCustomerProfileTeamMember(Person),
                $$"""{"op":"add","path":"/customerProfile/team/-","value":{{person}}}"""
            },
            {
                "ClosingDateTime", patch => patch.ClosingDateTime(new DateTimeOffset(2030, 6, 30, 2, 0, 0, TimeSpan.FromHours(2))),
                """{"op":"replace","path":"/details/closingDateTime","value":"2030-06-30T00:00:00Z"}"""
            },
            { "Currency", patch => patch.Currency("EUR"), """{"op":"replace","path":"/details/currency","value":"EUR"}""" },
            { "DealValue", patch => patch.DealValue(25_000.50m), """{"op":"replace","path":"/details/dealValue","value":25000.50}""" },
            { "Notes", patch => patch.Notes("n"), """{"op":"replace","path":"/details/notes","value":"n"}""" },
            {
                "Solutions", patch => patch.Solutions(SolutionTag.Catalogue("SOL-12345-ABC")),
                $$"""{"op":"replace","path":"/details/requirements/solutions","value":[{{solution}}]}"""
            },
            {
                "AddSolution", patch => patch.AddSolution(SolutionTag.Catalogue("SOL-12345-ABC")),
                $$"""{"op":"add","path":"/details/requirements/solutions/-","value":{{solution}}}"""
            },
            { "ExternalReferenceId", patch => patch.ExternalReferenceId("CRM-1"), """{"op":"replace","path":"/externalReferenceId","value":"CRM-1"}""" },
            { "ReferralProgram", patch => patch.ReferralProgram("P"), """{"op":"replace","path":"/referralProgram","value":"P"}""" },
            { "SalesStage", patch => patch.SalesStage(SalesStage.Develop), """{"op":"replace","path":"/salesStage","value":"Develop"}""" },
            { "Status", patch => patch.Status(ReferralStatus.Closed), """{"op":"replace","path":"/status","value":"Closed"}""" },
            { "Substatus", patch => patch.Substatus(ReferralSubstatus.Won), """{"op":"replace","path":"/substatus","value":"Won"}""" },
            { "StatusReason", patch => patch.StatusReason("r"), """{"op":"replace","path":"/statusReason","value":"r"}""" },
            { "Team", patch => patch.Team(Person), $$"""{"op":"replace","path":"/team","value":[{{person}}]}""" },
            { "AddTeamMember", patch => patch.AddTeamMember(Person), $$"""{"op":"add","path":"/team/-","value":{{person}}}""" },
            { "Notes", patch => patch.Notes(null), """{"op":"replace","path":"/details/notes","value":null}""" },
            { "SalesStage", patch => patch.SalesStage(null), """{"op":"replace","path":"/salesStage","value":null}""" },
            { "DealValue", patch => patch.DealValue(null), """{"op":"replace","path":"/details/dealValue","value":null}""" },
            { "Team", patch => patch.Team(), """{"op":"replace","path":"/team","value":[]}""" },
        };
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Operations))]
    public async Task Each_method_is_one_operation(string method, Action<ReferralPatch> change, string operation)
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await _service.Client().PatchAsync(Drafts.Stored, change, cancellationToken: Cancellation);

        Assert.Equal($"[{operation}]", _service.Only.Body);
        Assert.NotEmpty(method);
    }

    [Fact]
    public void Every_method_is_listed_above_and_they_are_eighteen()
    {
        string[] methods = [.. typeof(ReferralPatch).GetMethods().Where(method => method.ReturnType == typeof(ReferralPatch)).Select(method => method.Name).Order()];

        Assert.Equal(methods, Operations().Select(row => row.Data.Item1).Distinct().Order());
        Assert.Equal(18, methods.Length);
    }

    [Fact]
    public async Task By_referral_it_carries_the_referrals_ETag_and_asks_for_the_result()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        Referral now = await _service.Client().PatchAsync(Drafts.Stored, patch => patch.DealValue(25_000m).Notes("n"), cancellationToken: Cancellation);

        Assert.Equal(("PATCH", Item), (_service.Only.Method, _service.Only.Url));
        Assert.Equal(ReferralJson.ETag, _service.Only.Headers["If-Match"]);
        Assert.Equal("return=representation", _service.Only.Headers["Prefer"]);
        Assert.Equal("application/json; charset=utf-8", _service.Only.Headers["Content-Type"]);
        Assert.Equal(
            """[{"op":"replace","path":"/details/dealValue","value":25000},{"op":"replace","path":"/details/notes","value":"n"}]""", _service.Only.Body);
        Assert.Equal(ReferralJson.Id, now.Id);
    }

    [Fact]
    public async Task By_id_it_carries_an_ETag_only_when_one_is_given()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await _service.Client().PatchAsync(ReferralJson.Id, patch => patch.Notes("n"), cancellationToken: Cancellation);
        await _service.Client().PatchAsync(ReferralJson.Id, patch => patch.Notes("n"), "\"tag\"", cancellationToken: Cancellation);

        Assert.False(_service.Sent[0].Headers.ContainsKey("If-Match"));
        Assert.Equal("\"tag\"", _service.Sent[1].Headers["If-Match"]);
    }

    [Fact]
    public async Task A_204_is_followed_by_one_read()
    {
        _service.RespondsWith(HttpStatusCode.NoContent).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        Referral now = await _service.Client().PatchAsync(Drafts.Stored, patch => patch.Notes("n"), cancellationToken: Cancellation);

        Assert.Equal(ReferralJson.Id, now.Id);
        Assert.Equal([("PATCH", Item), ("GET", Item)], _service.Sent.Select(request => (request.Method, request.Url)));
        Assert.Single(_service.Sent.Select(request => request.Headers["MS-CorrelationId"]).Distinct());
    }

    [Fact]
    public async Task A_204_whose_read_fails_says_that_the_patch_was_applied()
    {
        _service.RespondsWith(HttpStatusCode.NoContent).RespondsWith(HttpStatusCode.Forbidden);

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().PatchAsync(Drafts.Stored, patch => patch.Notes("n"), cancellationToken: Cancellation));

        Assert.Contains("was applied", unknown.Message, StringComparison.Ordinal);
        Assert.Equal("patch", unknown.Operation);
    }

    [Fact]
    public async Task Without_an_ETag_a_lost_answer_is_not_repeated()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().PatchAsync(ReferralJson.Id, patch => patch.AddTeamMember(Person), cancellationToken: Cancellation));

        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task With_an_ETag_it_is_repeated_and_a_412_then_is_our_own_success_if_the_record_holds_what_was_intended()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, ReferralJson.FullWith(referral =>
            {
                referral["details"]!["dealValue"] = 7;
                referral["team"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject
                {
                    ["firstName"] = "Ada",
                    ["lastName"] = "Example",
                    ["phoneNumber"] = "5550100",
                    ["email"] = "ada@fabrikam.example.com",
                    ["title"] = null,
                });
            }));

        Referral now = await _service.Client().PatchAsync(
            Drafts.Stored, patch => patch.DealValue(6).AddTeamMember(Person).DealValue(7), cancellationToken: Cancellation);

        Assert.Equal(7, now.Details?.DealValue);
        Assert.Equal(["PATCH", "PATCH", "GET"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task Somebody_who_was_in_the_team_already_is_no_proof_of_an_addition()
    {
        Member known = new() { FirstName = Drafts.Stored.Team[0].FirstName };
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, ReferralJson.FullWith("campaignId", "of a colleague"));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().PatchAsync(Drafts.Stored, patch => patch.AddTeamMember(known), cancellationToken: Cancellation));
    }

    [Fact]
    public async Task And_unknown_if_it_does_not()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().PatchAsync(Drafts.Stored, patch => patch.AddTeamMember(Person), cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_value_that_names_nothing_is_refused_instead_of_sent_as_an_empty_text()
    {
        Action<ReferralPatch>[] patches =
        [
            patch => patch.Status(new ReferralStatus("")), patch => patch.Substatus(new ReferralSubstatus("")),
            patch => patch.SalesStage(new SalesStage("")),
        ];
        foreach (Action<ReferralPatch> changes in patches)
        {
            ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(
                "value", () => _service.Client().PatchAsync(Drafts.Stored, changes, cancellationToken: Cancellation));
            Assert.Matches("by a member of (ReferralStatus|ReferralSubstatus|SalesStage) ", refusal.Message);
        }

        foreach (Action<ReferralPatch> changes in (Action<ReferralPatch>[])[patch => patch.Status(null!), patch => patch.Substatus(null!)])
        {
            await Assert.ThrowsAsync<ArgumentNullException>(
                "value", () => _service.Client().PatchAsync(Drafts.Stored, changes, cancellationToken: Cancellation));
        }

        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_patch_that_changes_nothing_is_refused()
    {
        ArgumentException nothing = await Assert.ThrowsAsync<ArgumentException>(
            "changes", () => _service.Client().PatchAsync(Drafts.Stored, _ => { }, cancellationToken: Cancellation));
        Assert.Contains("call at least one of its methods", nothing.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentNullException>("changes", () => _service.Client().PatchAsync(Drafts.Stored, null!, cancellationToken: Cancellation));
        ArgumentException draft = await Assert.ThrowsAsync<ArgumentException>(
            "referral", () => _service.Client().PatchAsync(Drafts.Minimal, patch => patch.Notes("n"), cancellationToken: Cancellation));
        Assert.Contains("has no id: create it first", draft.Message, StringComparison.Ordinal);
        ArgumentException unread = await Assert.ThrowsAsync<ArgumentException>(
            "referral", () => _service.Client().PatchAsync(Drafts.Stored with { ETag = "" }, patch => patch.Notes("n"), cancellationToken: Cancellation));
        Assert.Contains("read the referral first", unread.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(
            "referral", () => _service.Client().PatchAsync(Drafts.Stored with { Id = "1" }, patch => patch.Notes("n"), cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentNullException>("referral", () => _service.Client().PatchAsync((Referral)null!, patch => patch.Notes("n"), cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentNullException>("id", () => _service.Client().PatchAsync((string)null!, patch => patch.Notes("n"), cancellationToken: Cancellation));
        ArgumentException blank = await Assert.ThrowsAsync<ArgumentException>(
            "eTag", () => _service.Client().PatchAsync(ReferralJson.Id, patch => patch.Notes("n"), "\"a b\"", cancellationToken: Cancellation));
        Assert.Contains("quotes included", blank.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => _service.Client().PatchAsync("x", patch => patch.Notes("n"), cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => _service.Client().PatchAsync(ReferralJson.Id, patch => patch.Notes("n"), "a b", cancellationToken: Cancellation));
        foreach (string eTag in new[] { "abc", "*", "\"", "\"\"", "a\"", "\"a" })
        {
            ArgumentException unquoted = await Assert.ThrowsAsync<ArgumentException>(
                "eTag", () => _service.Client().PatchAsync(ReferralJson.Id, patch => patch.Notes("n"), eTag, cancellationToken: Cancellation));
            Assert.Contains("stands in double quotes", unquoted.Message, StringComparison.Ordinal);
        }

        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task Nobody_and_nothing_cannot_be_added_or_set()
    {
        Action<ReferralPatch>[] patches =
        [
            patch => patch.Team(null!), patch => patch.CustomerProfileTeam(null!), patch => patch.Solutions(null!),
            patch => patch.AddTeamMember(null!), patch => patch.AddCustomerProfileTeamMember(null!), patch => patch.AddSolution(null!),
        ];
        foreach (Action<ReferralPatch> changes in patches)
        {
            await Assert.ThrowsAsync<ArgumentNullException>("value", () => _service.Client().PatchAsync(Drafts.Stored, changes, cancellationToken: Cancellation));
        }

        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_patch_tells_its_paths_and_none_of_its_values()
    {
        string? text = null;
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await _service.Client().PatchAsync(
            Drafts.Stored, patch => text = patch.Notes("planted").AddTeamMember(Person).ToString(), cancellationToken: Cancellation);

        Assert.Equal("ReferralPatch (replace /details/notes, add /team/-)", text);
    }

    public void Dispose() => _service.Dispose();
}
