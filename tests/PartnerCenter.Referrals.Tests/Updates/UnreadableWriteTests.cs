using System.Net;
using System.Text.Json;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests writes of a record that was read without a value that cannot be read: patches go on and leave the value as it is, and nothing
/// deletes it unless the caller sets the member itself.
/// </summary>
public sealed class UnreadableWriteTests : IDisposable
{
    private const string TooDeep =
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
        + "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]";

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task An_update_patches_what_it_changes_and_nothing_that_could_not_be_read()
    {
        await ClientThatReads(new("tags", """{"a":1}"""), new("team", "\"none\"")).UpdateAsync(
            ReferralJson.Id, deal => deal with { Details = deal.Details! with { DealValue = 7m } }, cancellationToken: Cancellation);

        Assert.Equal("PATCH", _service.Sent[1].Method);
        Assert.Equal("""[{"op":"replace","path":"/details/dealValue","value":7}]""", _service.Sent[1].Body);
    }

    [Fact]
    public async Task An_update_that_sets_the_member_itself_replaces_its_value()
    {
        await ClientThatReads(new("details.dealValue", "\"n/a\""), new("team", "\"none\"")).UpdateAsync(
            ReferralJson.Id,
            deal => deal with { Details = deal.Details! with { DealValue = 7m }, Team = [new Member { FirstName = "Ada" }] },
            cancellationToken: Cancellation);

        using JsonDocument patch = JsonDocument.Parse(_service.Sent[1].Body!);
        Assert.Equal(
            ["replace /details/dealValue", "replace /team"],
            patch.RootElement.EnumerateArray().Select(step => $"{step.GetProperty("op")} {step.GetProperty("path")}").Order());
    }

    /// <summary>No operation can have a number that is no decimal: the member that has one is not read.</summary>
    [Theory]
    [InlineData("1e30")]
    [InlineData("1e400")]
    [InlineData("\"-1e400\"")]
    public async Task A_value_beyond_a_decimal_is_patched_like_any_other_that_cannot_be_read(string value)
    {
        await ClientThatReads(new OddValue("details.dealValue", value)).UpdateAsync(
            ReferralJson.Id, deal => deal with { Details = deal.Details! with { DealValue = decimal.MaxValue } },
            cancellationToken: Cancellation);

        Assert.Equal(
            """[{"op":"replace","path":"/details/dealValue","value":79228162514264337593543950335}]""", _service.Sent[1].Body);
    }

    [Fact]
    public async Task An_update_that_needs_a_replace_is_refused_and_names_what_would_be_lost()
    {
        ReferralsClient client = ClientThatReads(new("tags", """{"a":1}"""), new("customerProfile.address", "[]"));

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(() => client.UpdateAsync(
            ReferralJson.Id, deal => deal with { Name = "Another" }, cancellationToken: Cancellation));

        Assert.Equal(["$.tags", "$.customerProfile.address"], refusal.Violations.Select(violation => violation.Path));
        Assert.Contains("a replace would delete it", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("update", refusal.Operation);
        Assert.Equal(["GET"], _service.Sent.Select(request => request.Method));
    }

    [Theory]
    [InlineData("kind", "\"Lead\"")]
    [InlineData("Kind", "{\"a\":1}")]
    [InlineData("isDraft", "true")]
    [InlineData("unreadableMembers", "[\"$.name\"]")]
    [InlineData("unknownMembers", "{\"a\":1}")]
    public async Task A_member_named_like_a_property_that_is_not_in_the_JSON_is_sent_back(string name, string value)
    {
        await ClientThatReads(new OddValue("callToAction", $"null,\"{name}\":{value}")).UpdateAsync(
            ReferralJson.Id, deal => deal with { Name = "Another" }, cancellationToken: Cancellation);

        Assert.Equal("PUT", _service.Sent[1].Method);
        Assert.Contains($"\"{name}\":{value}", _service.Sent[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replace_is_refused_under_every_validation_and_names_what_would_be_lost()
    {
        Referral deal = await ClientThatReads(new OddValue("team", """[null,{"email":{}}]"""))
            .GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(() => _service.Client().ReplaceAsync(
            deal with { Team = [] }, new ReferralCallOptions { ClientValidation = ClientValidation.None }, Cancellation));

        Assert.Equal(["$.team[0]", "$.team[1].email"], refusal.Violations.Select(violation => violation.Path));
        Assert.Equal(["GET"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task An_update_of_a_list_with_an_unreadable_item_adds_to_it_and_rewrites_nothing()
    {
        OddValue odd = new("team", """[{"firstName":"Ada","email":{}},null]""");
        ReferralsClient client = ClientThatReads(odd);
        Member added = new() { FirstName = "Ben" };

        await client.UpdateAsync(ReferralJson.Id, deal => deal with { Team = [.. deal.Team, added] }, cancellationToken: Cancellation);
        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(() => ClientThatReads(odd).UpdateAsync(
            ReferralJson.Id, deal => deal with { Team = [added] }, cancellationToken: Cancellation));

        Assert.Equal("""[{"op":"add","path":"/team/-","value":{"firstName":"Ben"}}]""", _service.Sent[1].Body);
        RuleViolation violation = Assert.Single(refusal.Violations);
        Assert.Equal("team", violation.Path);
        Assert.Equal(
            "A part of this member cannot be read and would be lost. Add items with a patch, or set the member with PatchAsync.",
            violation.Rule);
        Assert.Equal(["GET", "PATCH", "GET"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task Patches_and_the_steps_of_a_deal_go_on()
    {
        ReferralsClient client = ClientThatReads(new OddValue("status", """["New"]"""));
        Referral deal = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await client.AcceptAsync(deal, cancellationToken: Cancellation);
        await client.PatchAsync(deal, new ReferralPatch().Notes("Other."), cancellationToken: Cancellation);

        Assert.Equal(["GET", "PATCH", "PATCH"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task Without_a_readable_ETag_writes_that_need_it_are_refused_and_say_what_to_do()
    {
        ReferralsClient client = ClientThatReads(new OddValue("eTag", "{}"));
        Referral deal = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        Func<Task>[] writes =
        [
            () => client.ReplaceAsync(deal, cancellationToken: Cancellation),
            () => client.AcceptAsync(deal, cancellationToken: Cancellation),
            () => client.PatchAsync(deal, new ReferralPatch().Notes("Other."), cancellationToken: Cancellation),
            () => client.UpdateAsync(deal, read => read with { CampaignId = "spring" }, cancellationToken: Cancellation),
        ];

        foreach (Func<Task> write in writes)
        {
            ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(write);
            Assert.Contains(
                "The ETag that the service sent for the referral cannot be read, so a write could not detect changes by others. Call "
                    + "PatchUnconditionallyAsync",
                refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["GET"], _service.Sent.Select(request => request.Method));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("\"*\"")]
    [InlineData("\"without quotes\"")]
    public async Task The_header_gives_the_ETag_that_the_body_does_not(string eTag)
    {
        Referral deal = await _service.RespondsWith(HttpStatusCode.OK, new OddValue("eTag", eTag).Referral, ("ETag", "\"7\""))
            .Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal("\"7\"", deal.ETag);
        Assert.Empty(deal.UnreadableMembers);
    }

    [Theory]
    [InlineData("\"\\\"6\\\"\"", "\"7\"", "\"6\"")]
    [InlineData("5", "*", "5")]
    public async Task The_body_keeps_its_ETag_if_the_header_has_no_better_one(string eTag, string header, string expected)
    {
        Referral deal = await _service.RespondsWith(HttpStatusCode.OK, new OddValue("eTag", eTag).Referral, ("ETag", header))
            .Client().GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal(expected, deal.ETag);
    }

    [Fact]
    public async Task A_value_that_cannot_be_read_proves_no_write_whose_answer_was_lost()
    {
        string read = new OddValue("details.dealValue", "\"n/a\"").Referral;
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.ServiceUnavailable).RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, read).RespondsWith(HttpStatusCode.ServiceUnavailable)
            .RespondsWith(HttpStatusCode.PreconditionFailed).RespondsWith(HttpStatusCode.OK, read).Client();
        Referral deal = Drafts.Stored with { Details = Drafts.Stored.Details! with { DealValue = null } };

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(() => client.ReplaceAsync(deal, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => client.PatchAsync(Drafts.Stored, new ReferralPatch().DealValue(null), cancellationToken: Cancellation));
    }

    public static TheoryData<string, string, ReferralPatch> Cleared => new()
    {
        { "details", "\"none\"", new ReferralPatch().Notes(null) },
        { "details.requirements", "7", new ReferralPatch().Solutions() },
        { "customerProfile", "7", new ReferralPatch().CustomerProfileTeam() },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Cleared))]
    public async Task A_parent_that_cannot_be_read_proves_no_patch_whose_answer_was_lost(string parent, string json, ReferralPatch patch)
    {
        ReferralsClient client = _service.RespondsWith(HttpStatusCode.ServiceUnavailable).RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, new OddValue(parent, json).Referral).Client();

        await Assert.ThrowsAsync<ReferralOutcomeUnknownException>(
            () => client.PatchAsync(Drafts.Stored, patch, cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData("name", "{}", "$.name")]
    [InlineData("details.dealValue", "\"n/a\"", "$.details.dealValue")]
    [InlineData("callToAction", "null,\"unheardOf\":null,\"unheardOf\":" + TooDeep, "$.unheardOf")]
    public async Task A_copy_of_a_record_that_lacks_a_value_is_not_created(string member, string json, string path)
    {
        ReferralsClient client = ClientThatReads(new OddValue(member, json));
        Referral deal = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        ReferralCallOptions noRules = new() { ClientValidation = ClientValidation.None };

        ReferralValidationException refusal = await Assert.ThrowsAsync<ReferralValidationException>(
            () => client.CreateAsync(deal with { Id = "", Target = [] }, noRules, Cancellation));

        Assert.Equal(("create", path), (refusal.Operation, Assert.Single(refusal.Violations).Path));
        Assert.Equal(
            "This value of the copied record cannot be read by this version, and the new referral would lack it. Set it in the draft.",
            refusal.Violations[0].Rule);
        Assert.Equal("GET", _service.Only.Method);
    }

    [Theory]
    [InlineData("tags", """{"a":1}""")] // The service sets it.
    [InlineData("name", "{}")] // The caller sets it below.
    public async Task A_copy_of_a_record_that_lacks_nothing_of_a_draft_is_created(string member, string json)
    {
        ReferralsClient client = ClientThatReads(new OddValue(member, json));
        Referral deal = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
        ReferralCallOptions noRules = new() { ClientValidation = ClientValidation.None };

        await client.CreateAsync(deal with { Id = "", EngagementId = "", Target = [], Name = "Known" }, noRules, Cancellation);

        Assert.Equal(["GET", "POST"], _service.Sent.Select(request => request.Method));
    }

    [Theory]
    [InlineData("/details", false, true)]
    [InlineData("/details/notes", false, true)]
    [InlineData("/details/requirements/solutions", false, true)]
    [InlineData("/detailsOfIt", false, false)]
    [InlineData("/team", true, true)]
    [InlineData("/team/0", true, true)]
    [InlineData("/team/0/email", false, true)]
    [InlineData("/team/1", false, false)]
    [InlineData("/team/email", false, true)]
    [InlineData("/team/firstName", false, false)]
    [InlineData("/teams", false, false)]
    [InlineData("/registrations/0/contract/value", false, true)]
    [InlineData("/name", false, false)]
    public void Pointers_and_paths_name_the_same_members(string path, bool hasPart, bool isUnreadable)
    {
        Referral referral = new() { UnreadableMembers = ["$.team[0].email", "$.registrations[0].contract.value", "$.details"] };

        Assert.Equal(hasPart, referral.HasUnreadablePart(path));
        Assert.Equal(isUnreadable, referral.IsUnreadable(path));
    }

    [Fact]
    public async Task A_registration_whose_position_is_not_known_is_not_amended_and_none_is_added_beside_it()
    {
        ReferralsClient client = ClientThatReads(new OddValue("registrations", """[7,{"status":"ActionRequired"}]"""));
        Referral deal = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);

        ReferralValidationException amended = await Assert.ThrowsAsync<ReferralValidationException>(
            () => client.AmendRegistrationAsync(deal, new RegistrationPatch().ContractValue(1m), cancellationToken: Cancellation));
        ReferralValidationException registered = await Assert.ThrowsAsync<ReferralValidationException>(
            () => client.RegisterDealAsync(deal with { Registrations = [] }, new DealRegistration(), cancellationToken: Cancellation));

        Assert.Equal("registrations", Assert.Single(amended.Violations).Path);
        Assert.Contains("which of them is the first is not known", amended.Message, StringComparison.Ordinal);
        Assert.Contains("so it may be registered already", registered.Message, StringComparison.Ordinal);
    }

    // Reads a record with the values, and answers the write that follows.
    private ReferralsClient ClientThatReads(params OddValue[] values)
    {
        string json = values[0].Referral;
        foreach (OddValue value in values[1..])
        {
            json = json.Replace(Member(ReferralJson.Full, value), $"\"{value.Member.Split('.')[^1]}\":{value.Json}",
                StringComparison.Ordinal);
        }

        return _service.RespondsWith(HttpStatusCode.OK, json).RespondsWith(HttpStatusCode.OK, ReferralJson.Full).Client();
    }

    private static string Member(string referral, OddValue value)
    {
        string[] names = value.Member.Split('.');
        System.Text.Json.Nodes.JsonNode found = names.Aggregate(
            System.Text.Json.Nodes.JsonNode.Parse(referral)!, (at, name) => at[name]!);
        return $"\"{names[^1]}\":{found.ToJsonString()}";
    }
}
