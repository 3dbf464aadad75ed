using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the eighteen paths of a patch, each with its exact operation (wire contract 1.6).</summary>
public sealed class PatchTests : IDisposable
{
    private const string Item = $"https://api.partner.microsoft.com/v1.0/engagements/referrals/{ReferralJson.Id}";

    private static readonly Member Person =
        new() { FirstName = "Ada", LastName = "Example", PhoneNumber = "5550100", Email = "ada@fabrikam.example.com" };

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, ReferralPatch, string> Operations()
    {
        const string person = """{"firstName":"Ada","lastName":"Example","phoneNumber":"5550100","email":"ada@fabrikam.example.com"}""";
        const string solution = """{"id":"SOL-12345-ABC","type":"Name"}""";
        return new()
        {
            { "CampaignId", new ReferralPatch().CampaignId("C-1"), """{"op":"replace","path":"/campaignId","value":"C-1"}""" },
            {
                "ConsentToShareReferralWithMicrosoftSellers", new ReferralPatch().ConsentToShareReferralWithMicrosoftSellers(true),
                """{"op":"replace","path":"/consent/consentToShareReferralWithMicrosoftSellers","value":true}"""
            },
            {
                "CustomerProfileTeam",
                new ReferralPatch().CustomerProfileTeam(Person),
                $$"""{"op":"replace","path":"/customerProfile/team","value":[{{person}}]}"""
            },
            {
                "AddCustomerProfileTeamMember",
                new ReferralPatch().AddCustomerProfileTeamMember(Person),
                $$"""{"op":"add","path":"/customerProfile/team/-","value":{{person}}}"""
            },
            {
                "ClosingDateTime", new ReferralPatch().ClosingDateTime(new DateTimeOffset(2030, 6, 30, 2, 0, 0, TimeSpan.FromHours(2))),
                """{"op":"replace","path":"/details/closingDateTime","value":"2030-06-30T00:00:00Z"}"""
            },
            { "Currency", new ReferralPatch().Currency("EUR"), """{"op":"replace","path":"/details/currency","value":"EUR"}""" },
            { "DealValue", new ReferralPatch().DealValue(25_000.50m), """{"op":"replace","path":"/details/dealValue","value":25000.50}""" },
            { "Notes", new ReferralPatch().Notes("n"), """{"op":"replace","path":"/details/notes","value":"n"}""" },
            {
                "Solutions", new ReferralPatch().Solutions(SolutionTag.Catalogue("SOL-12345-ABC")),
                $$"""{"op":"replace","path":"/details/requirements/solutions","value":[{{solution}}]}"""
            },
            {
                "AddSolution", new ReferralPatch().AddSolution(SolutionTag.Catalogue("SOL-12345-ABC")),
                $$"""{"op":"add","path":"/details/requirements/solutions/-","value":{{solution}}}"""
            },
            {
                "ExternalReferenceId",
                new ReferralPatch().ExternalReferenceId("CRM-1"),
                """{"op":"replace","path":"/externalReferenceId","value":"CRM-1"}"""
            },
            { "ReferralProgram", new ReferralPatch().ReferralProgram("P"), """{"op":"replace","path":"/referralProgram","value":"P"}""" },
            {
                "SalesStage",
                new ReferralPatch().SalesStage(SalesStage.Develop),
                """{"op":"replace","path":"/salesStage","value":"Develop"}"""
            },
            { "Status", new ReferralPatch().Status(ReferralStatus.Closed), """{"op":"replace","path":"/status","value":"Closed"}""" },
            { "Substatus", new ReferralPatch().Substatus(ReferralSubstatus.Won), """{"op":"replace","path":"/substatus","value":"Won"}""" },
            { "StatusReason", new ReferralPatch().StatusReason("r"), """{"op":"replace","path":"/statusReason","value":"r"}""" },
            { "Team", new ReferralPatch().Team(Person), $$"""{"op":"replace","path":"/team","value":[{{person}}]}""" },
            { "AddTeamMember", new ReferralPatch().AddTeamMember(Person), $$"""{"op":"add","path":"/team/-","value":{{person}}}""" },
            { "Notes", new ReferralPatch().Notes(null), """{"op":"replace","path":"/details/notes","value":null}""" },
            { "SalesStage", new ReferralPatch().SalesStage(null), """{"op":"replace","path":"/salesStage","value":null}""" },
            { "DealValue", new ReferralPatch().DealValue(null), """{"op":"replace","path":"/details/dealValue","value":null}""" },
            { "Team", new ReferralPatch().Team(), """{"op":"replace","path":"/team","value":[]}""" },
        };
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Operations))]
    public async Task Each_method_is_one_operation(string method, ReferralPatch change, string operation)
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await _service.Client().PatchAsync(Drafts.Stored, change, cancellationToken: Cancellation);

        Assert.Equal($"[{operation}]", _service.Only.Body);
        Assert.NotEmpty(method);
    }

    [Fact]
    public void Every_method_is_listed_above_and_they_are_eighteen()
    {
        string[] methods = [
            .. typeof(ReferralPatch).GetMethods().Where(
                method => method.ReturnType == typeof(ReferralPatch)).Select(method => method.Name).Order()];

        Assert.Equal(methods, Operations().Select(row => row.Data.Item1).Distinct().Order());
        Assert.Equal(18, methods.Length);
    }

    [Fact]
    public async Task By_referral_it_carries_the_referrals_ETag_and_asks_for_the_result()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        Referral now = await _service.Client().PatchAsync(
            Drafts.Stored, new ReferralPatch().DealValue(25_000m).Notes("n"), cancellationToken: Cancellation);

        Assert.Equal(("PATCH", Item), (_service.Only.Method, _service.Only.Url));
        Assert.Equal(ReferralJson.ETag, _service.Only.Headers["If-Match"]);
        Assert.Equal("return=representation", _service.Only.Headers["Prefer"]);
        Assert.Equal("application/json; charset=utf-8", _service.Only.Headers["Content-Type"]);
        Assert.Equal(
            """[{"op":"replace","path":"/details/dealValue","value":25000},{"op":"replace","path":"/details/notes","value":"n"}]""",
            _service.Only.Body);
        Assert.Equal(ReferralJson.Id, now.Id);
    }

    [Fact]
    public async Task Where_the_record_lacks_what_holds_the_member_the_documented_operation_is_sent()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await _service.Client().PatchAsync(
            Drafts.Stored with { Details = null }, new ReferralPatch().DealValue(1m), cancellationToken: Cancellation);

        Assert.Equal("""[{"op":"replace","path":"/details/dealValue","value":1}]""", _service.Only.Body);
    }

    [Fact]
    public async Task A_patch_by_id_carries_the_given_ETag_and_an_unconditional_one_carries_none()
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await _service.Client().PatchUnconditionallyAsync(ReferralJson.Id, new ReferralPatch().Notes("n"), cancellationToken: Cancellation);
        await _service.Client().PatchAsync(ReferralJson.Id, "\"tag\"", new ReferralPatch().Notes("n"), cancellationToken: Cancellation);

        Assert.False(_service.Sent[0].Headers.ContainsKey("If-Match"));
        Assert.Equal("\"tag\"", _service.Sent[1].Headers["If-Match"]);
    }

    [Fact]
    public async Task A_204_is_followed_by_one_read()
    {
        _service.RespondsWith(HttpStatusCode.NoContent).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        Referral now = await _service.Client().PatchAsync(Drafts.Stored, new ReferralPatch().Notes("n"), cancellationToken: Cancellation);

        Assert.Equal(ReferralJson.Id, now.Id);
        Assert.Equal([("PATCH", Item), ("GET", Item)], _service.Sent.Select(request => (request.Method, request.Url)));
        Assert.Single(_service.Sent.Select(request => request.Headers["MS-CorrelationId"]).Distinct());
    }

    [Fact]
    public async Task A_204_whose_read_fails_says_that_the_patch_was_applied()
    {
        _service.RespondsWith(HttpStatusCode.NoContent).RespondsWith(HttpStatusCode.Forbidden);

        ReferralOutcomeUnknownException unknown = await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().PatchAsync(Drafts.Stored, new ReferralPatch().Notes("n"), cancellationToken: Cancellation));

        Assert.Contains("was applied", unknown.Message, StringComparison.Ordinal);
        Assert.Equal("patch", unknown.Operation);
    }

    [Fact]
    public async Task Without_an_ETag_a_lost_answer_is_not_retried()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded));

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().PatchUnconditionallyAsync(
                ReferralJson.Id, new ReferralPatch().AddTeamMember(Person), cancellationToken: Cancellation));

        Assert.Single(_service.Sent);
    }

    [Fact]
    public async Task With_an_ETag_it_is_retried_and_a_412_then_is_our_own_success_if_the_record_holds_what_was_intended()
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
            Drafts.Stored, new ReferralPatch().DealValue(6).AddTeamMember(Person).DealValue(7), cancellationToken: Cancellation);

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
            () => _service.Client().PatchAsync(Drafts.Stored, new ReferralPatch().AddTeamMember(known), cancellationToken: Cancellation));
    }

    [Fact]
    public async Task And_unknown_if_it_does_not()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => _service.Client().PatchAsync(Drafts.Stored, new ReferralPatch().AddTeamMember(Person), cancellationToken: Cancellation));
    }

    [Fact]
    public void A_value_that_names_nothing_is_refused_instead_of_sent_as_an_empty_text()
    {
        Action<ReferralPatch>[] changes =
        [
            patch => patch.Status(new ReferralStatus("")),
            patch => patch.Substatus(new ReferralSubstatus("")),
            patch => patch.SalesStage(new SalesStage("")),
        ];
        foreach (Action<ReferralPatch> change in changes)
        {
            ReferralPatch patch = new();

            ArgumentException refusal = Assert.Throws<ArgumentException>("value", () => change(patch));

            Assert.Matches("Pass a member of (ReferralStatus|ReferralSubstatus|SalesStage) ", refusal.Message);
            Assert.Empty(patch.Operations);
        }
    }

    [Fact]
    public async Task A_patch_that_changes_nothing_is_refused()
    {
        ReferralsClient client = _service.Client();
        ReferralPatch empty = new();

        ArgumentException nothing = await Assert.ThrowsAsync<ArgumentException>(
            "patch", () => client.PatchAsync(Drafts.Stored, empty, cancellationToken: Cancellation));
        Assert.Contains("Call at least one of its methods", nothing.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(
            "patch", () => client.PatchAsync(ReferralJson.Id, ReferralJson.ETag, empty, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(
            "patch", () => client.PatchUnconditionallyAsync(ReferralJson.Id, empty, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentNullException>(
            "patch", () => client.PatchAsync(Drafts.Stored, null!, cancellationToken: Cancellation));
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_referral_that_was_not_read_from_the_service_is_refused()
    {
        ReferralsClient client = _service.Client();
        ReferralPatch patch = new ReferralPatch().Notes("n");

        ArgumentException draft = await Assert.ThrowsAsync<ArgumentException>(
            "referral", () => client.PatchAsync(Drafts.Minimal, patch, cancellationToken: Cancellation));
        Assert.Contains("has no id. Create it first", draft.Message, StringComparison.Ordinal);
        ArgumentException unread = await Assert.ThrowsAsync<ArgumentException>(
            "referral", () => client.PatchAsync(Drafts.Stored with { ETag = "" }, patch, cancellationToken: Cancellation));
        Assert.Contains("Read the referral", unread.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(
            "referral", () => client.PatchAsync(Drafts.Stored with { Id = "1" }, patch, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentNullException>("referral", () => client.PatchAsync(null!, patch, cancellationToken: Cancellation));
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task Malformed_ids_and_ETags_are_refused_by_name()
    {
        ReferralsClient client = _service.Client();
        ReferralPatch patch = new ReferralPatch().Notes("n");

        await Assert.ThrowsAsync<ArgumentNullException>(
            "id", () => client.PatchAsync(null!, ReferralJson.ETag, patch, cancellationToken: Cancellation));
        ArgumentException noGuid = await Assert.ThrowsAsync<ArgumentException>(
            "id", () => client.PatchAsync("x", ReferralJson.ETag, patch, cancellationToken: Cancellation));
        Assert.StartsWith("A referral's id must be a GUID such as 0", noGuid.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(
            "id", () => client.PatchUnconditionallyAsync("x", patch, cancellationToken: Cancellation));
        ArgumentException blank = await Assert.ThrowsAsync<ArgumentException>(
            "eTag", () => client.PatchAsync(ReferralJson.Id, "\"a b\"", patch, cancellationToken: Cancellation));
        Assert.Contains("quotes included", blank.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentNullException>(
            "eTag", () => client.PatchAsync(ReferralJson.Id, null!, patch, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(
            "eTag", () => client.PatchAsync(ReferralJson.Id, "", patch, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(
            "eTag", () => client.PatchAsync(ReferralJson.Id, "a b", patch, cancellationToken: Cancellation));

        Assert.Empty(_service.Sent);
    }

    [Fact]
    public void Nobody_and_nothing_cannot_be_added_or_set()
    {
        Action<ReferralPatch>[] changes =
        [
            patch => patch.Team(null!),
            patch => patch.CustomerProfileTeam(null!),
            patch => patch.Solutions(null!),
            patch => patch.AddTeamMember(null!),
            patch => patch.AddCustomerProfileTeamMember(null!),
            patch => patch.AddSolution(null!),
            patch => patch.Team(Person, null!),
            patch => patch.CustomerProfileTeam(null!, Person),
            patch => patch.Solutions([null!]),
        ];
        foreach (Action<ReferralPatch> change in changes)
        {
            ReferralPatch patch = new();

            Assert.Throws<ArgumentNullException>("value", () => change(patch));

            Assert.Empty(patch.Operations);
        }
    }

    [Fact]
    public void A_patch_names_its_paths_and_none_of_its_values()
    {
        ReferralPatch patch = new ReferralPatch().Notes("planted").AddTeamMember(Person);

        Assert.Equal("ReferralPatch (replace /details/notes, add /team/-)", patch.ToString());
        Assert.Equal(["replace /details/notes", "add /team/-"], patch.Operations.Select(operation => operation.ToString()));
    }

    [Fact]
    public async Task The_operations_of_a_patch_are_those_that_are_sent()
    {
        ReferralPatch patch = new ReferralPatch().DealValue(25_000m).Notes("n");
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await _service.Client().PatchAsync(Drafts.Stored, patch, cancellationToken: Cancellation);

        Assert.Equal(
            System.Text.Json.Nodes.JsonNode.Parse(_service.Only.Body!)!.AsArray().Select(
                one => ((string?)one!["op"], (string?)one["path"], one["value"]!.ToJsonString())),
            patch.Operations.Select(operation => ((string?)operation.Op, (string?)operation.Path, operation.Value.GetRawText())));
    }

    [Fact]
    public async Task A_patch_can_be_sent_several_times_and_is_not_changed_by_it()
    {
        ReferralPatch patch = new ReferralPatch().DealValue(1m);
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, ReferralJson.Full)
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        ReferralsClient client = _service.Client();

        await client.PatchAsync(Drafts.Stored, patch, cancellationToken: Cancellation);
        await client.PatchAsync(ReferralJson.Id, ReferralJson.ETag, patch, cancellationToken: Cancellation);
        await client.PatchUnconditionallyAsync(ReferralJson.Id, patch, cancellationToken: Cancellation);

        Assert.All(_service.Sent, request => Assert.Equal("""[{"op":"replace","path":"/details/dealValue","value":1}]""", request.Body));
        Assert.Single(patch.Operations);
    }

    [Fact]
    public async Task Operations_added_after_the_call_are_not_sent_with_its_retries()
    {
        ReferralPatch patch = new ReferralPatch().DealValue(1m);
        _service.RespondsWith(() =>
        {
            patch.Notes("late");
            return MockedService.Response(HttpStatusCode.ServiceUnavailable, null);
        }).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await _service.Client().PatchAsync(Drafts.Stored, patch, cancellationToken: Cancellation);

        Assert.Equal(2, _service.Sent.Count);
        Assert.All(_service.Sent, request => Assert.Equal("""[{"op":"replace","path":"/details/dealValue","value":1}]""", request.Body));
        Assert.Equal(2, patch.Operations.Count);
    }

    [Fact]
    public void The_operations_of_a_patch_cannot_be_changed_through_their_list()
    {
        ReferralPatch patch = new ReferralPatch().DealValue(1m);

        IList<ReferralPatchOperation> list = Assert.IsAssignableFrom<IList<ReferralPatchOperation>>(patch.Operations);

        Assert.Throws<NotSupportedException>(list.Clear);
    }

    [Fact]
    public void Operations_are_equal_when_their_values_have_the_same_content()
    {
        ReferralPatchOperation notes = new ReferralPatch().Notes("n").Operations[0];
        Assert.Equal(new ReferralPatch().AddTeamMember(Person).Operations[0], new ReferralPatch().AddTeamMember(Person).Operations[0]);
        Assert.Equal(
            new ReferralPatch().Notes("n").Operations[0].GetHashCode(), new ReferralPatch().Notes("n").Operations[0].GetHashCode());
        Assert.NotEqual(new ReferralPatch().Notes("n").Operations[0], new ReferralPatch().Notes("m").Operations[0]);
        Assert.NotEqual(new ReferralPatch().Notes("n").Operations[0], new ReferralPatch().Currency("n").Operations[0]);
        Assert.NotEqual(notes, notes with { Op = "add" });
        Assert.False(notes.Equals(null));
    }

    public void Dispose() => _service.Dispose();
}
