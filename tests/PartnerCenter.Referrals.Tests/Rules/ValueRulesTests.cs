using System.Net;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that the rules for single values are the same before every write, and check only what the write changes.</summary>
public sealed class ValueRulesTests : IDisposable
{
    private const string Country = "customerProfile/address/country";

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, Func<Referral, Referral>, Func<ReferralPatch>> Patchable => new()
    {
        {
            "details/currency",
            deal => WithDetails(deal, details => details with { Currency = "usd" }),
            () => new ReferralPatch().Currency("usd")
        },
        {
            "details/currency",
            deal => WithDetails(deal, details => details with { Currency = "EURO" }),
            () => new ReferralPatch().Currency("EURO")
        },
        {
            "details/dealValue",
            deal => WithDetails(deal, details => details with { DealValue = -1m }),
            () => new ReferralPatch().DealValue(-1m)
        },
        { "team/0/email", deal => deal with { Team = [Unreachable] }, () => new ReferralPatch().Team(Unreachable) },
        {
            "customerProfile/team/0/email",
            deal => deal with { CustomerProfile = deal.CustomerProfile! with { Team = [Unreachable] } },
            () => new ReferralPatch().CustomerProfileTeam(Unreachable)
        },
        {
            "details/requirements/solutions/0/currency",
            deal => WithDetails(deal, details => details with { Requirements = details.Requirements! with { Solutions = [Priced] } }),
            () => new ReferralPatch().Solutions(Priced)
        },
    };

    private static Member Unreachable { get; } = Terms.Whole.Team[0] with { Email = "planted.example.com" };

    private static SolutionTag Priced { get; } = SolutionTag.Catalogue("SOL-12345-ABC") with { Price = 1m, Currency = "Euro" };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Patchable))]
    public async Task A_wrong_value_is_refused_before_a_create_an_update_and_both_kinds_of_patch(
        string path, Func<Referral, Referral> change, Func<ReferralPatch> patch)
    {
        ReferralsClient client = _service.Client();
        Referral draft = Deal.Private(Terms.Whole);

        foreach (ReferralValidationException refusal in new[]
        {
            await RefusedAsync(() => client.CreateAsync(change(draft), cancellationToken: Cancellation)),
            await RefusedAsync(() => client.UpdateAsync(Drafts.Stored, change, cancellationToken: Cancellation)),
            await RefusedAsync(() => client.PatchAsync(Drafts.Stored, patch(), cancellationToken: Cancellation)),
            await RefusedAsync(() => client.PatchAsync(ReferralJson.Id, ReferralJson.ETag, patch(), cancellationToken: Cancellation)),
            await RefusedAsync(() => client.PatchUnconditionallyAsync(ReferralJson.Id, patch(), cancellationToken: Cancellation)),
        })
        {
            Assert.Equal((path, RuleSource.Client), refusal.Violations.Select(violation => (violation.Path, violation.Source)).Single());
            Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(_service.Sent);
    }

    [Theory]
    [InlineData(ClientValidation.ApiOnly)]
    [InlineData(ClientValidation.None)]
    public async Task The_service_decides_about_the_clients_own_rules_where_only_the_APIs_are_checked(ClientValidation validation)
    {
        ReferralCallOptions options = new() { ClientValidation = validation };
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, ReferralJson.Full)
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await _service.Client().CreateAsync(
            Deal.Private(Terms.Whole with { Currency = "usd", DealValue = -1m, ClosingDateTime = DateTimeOffset.UnixEpoch }),
            options,
            Cancellation);
        await _service.Client().PatchAsync(
            Drafts.Stored, new ReferralPatch().DealValue(-1m).AddTeamMember(Unreachable), options, Cancellation);
        await _service.Client().UpdateAsync(
            Drafts.Stored, deal => WithDetails(deal, details => details with { Currency = "usd" }), options, Cancellation);

        Assert.Equal(["POST", "PATCH", "PATCH"], _service.Sent.Select(sent => sent.Method));
    }

    [Fact]
    public async Task An_added_member_is_checked_like_a_whole_team()
    {
        ReferralsClient client = _service.Client();

        ReferralValidationException patch = await RefusedAsync(() => client.PatchAsync(
            Drafts.Stored,
            new ReferralPatch().AddTeamMember(Unreachable).AddCustomerProfileTeamMember(Unreachable),
            cancellationToken: Cancellation));
        ReferralValidationException update = await RefusedAsync(() => client.UpdateAsync(
            Drafts.Stored, deal => deal with { Team = [.. deal.Team, Unreachable] }, cancellationToken: Cancellation));

        Assert.Equal(["team/-/email", "customerProfile/team/-/email"], patch.Violations.Select(violation => violation.Path));
        Assert.Equal(["team/1/email"], update.Violations.Select(violation => violation.Path));
    }

    [Fact]
    public async Task A_record_with_odd_values_stays_writable_where_the_write_does_not_change_them()
    {
        Referral odd = Drafts.Stored with
        {
            Team = [Unreachable, Drafts.Stored.Team[0]],
            CustomerProfile = Drafts.Stored.CustomerProfile! with { Address = new Address { Country = "USA" } },
            Details = Drafts.Stored.Details! with { Currency = "eur", DealValue = -5m, ClosingDateTime = DateTimeOffset.UnixEpoch },
        };
        for (int i = 0; i < 4; i++)
        {
            _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);
        }

        ReferralsClient client = _service.Client();
        await client.PatchAsync(odd, new ReferralPatch().Notes("n").Currency("eur"), cancellationToken: Cancellation);
        await client.PatchAsync(
            odd, new ReferralPatch().Team(odd.Team[1] with { PhoneNumber = "5550199" }, Unreachable), cancellationToken: Cancellation);
        await client.UpdateAsync(
            odd,
            deal => deal with { Team = [.. deal.Team.Select(member => member with { PhoneNumber = "5550199" })] },
            cancellationToken: Cancellation);
        await client.UpdateAsync(odd, deal => deal with { Name = "Another name" }, cancellationToken: Cancellation);

        Assert.Equal(["PATCH", "PATCH", "PATCH", "PUT"], _service.Sent.Select(sent => sent.Method));
    }

    [Fact]
    public async Task A_closing_date_in_the_past_is_refused_on_create_only()
    {
        ReferralsClient client = _service.Client();
        DateTimeOffset now = _service.Time.GetUtcNow();
        Referral Draft(DateTimeOffset closing) => Deal.Private(Terms.Whole with { ClosingDateTime = closing });
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, ReferralJson.Full)
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        ReferralValidationException refusal = await RefusedAsync(
            () => client.CreateAsync(Draft(now.AddDays(-2)), cancellationToken: Cancellation));
        await client.CreateAsync(Draft(new DateTimeOffset(now.Date, TimeSpan.Zero)), cancellationToken: Cancellation);
        await client.PatchAsync(Drafts.Stored, new ReferralPatch().ClosingDateTime(now.AddDays(-2)), cancellationToken: Cancellation);
        await client.UpdateAsync(
            Drafts.Stored,
            deal => WithDetails(deal, details => details with { ClosingDateTime = now.AddDays(-3) }),
            cancellationToken: Cancellation);

        Assert.Equal(
            ("details/closingDateTime", RuleSource.Client),
            refusal.Violations.Select(violation => (violation.Path, violation.Source)).Single());
        Assert.Equal(3, _service.Sent.Count);
    }

    [Theory]
    [InlineData(11, 59, true)] // It is still yesterday west of the date line.
    [InlineData(12, 0, false)]
    public async Task A_closing_date_is_past_when_its_day_is_over_in_every_time_zone(int hour, int minute, bool isSent)
    {
        DateTimeOffset day = new(2031, 1, 31, 0, 0, 0, TimeSpan.Zero);
        _service.Time.SetUtcNow(day.AddDays(1).AddHours(hour).AddMinutes(minute));
        _service.RespondsWith(HttpStatusCode.Created, ReferralJson.Full);
        Task<Referral> Create() => _service.Client().CreateAsync(
            Deal.Private(Terms.Whole with { ClosingDateTime = day }), cancellationToken: Cancellation);

        if (isSent)
        {
            await Create();
        }
        else
        {
            await RefusedAsync(Create);
        }

        Assert.Equal(isSent ? 1 : 0, _service.Sent.Count);
    }

    [Theory]
    [InlineData("USA", RuleSource.Api)]
    [InlineData("U1", RuleSource.Api)]
    [InlineData("us", RuleSource.Client)]
    public async Task A_country_is_two_letters_by_the_APIs_rule_and_capitals_by_ours(string country, RuleSource source)
    {
        ReferralsClient client = _service.Client();
        Referral Moved(Referral deal) => deal with
        {
            CustomerProfile = deal.CustomerProfile! with { Address = deal.CustomerProfile.Address! with { Country = country } },
        };

        ReferralValidationException create = await RefusedAsync(
            () => client.CreateAsync(Moved(Deal.Private(Terms.Whole)), cancellationToken: Cancellation));
        ReferralValidationException update = await RefusedAsync(
            () => client.UpdateAsync(Drafts.Stored, Moved, cancellationToken: Cancellation));

        Assert.Equal([(Country, source)], create.Violations.Select(violation => (violation.Path, violation.Source)));
        Assert.Equal([(Country, source)], update.Violations.Select(violation => (violation.Path, violation.Source)));
        Assert.Equal(create.Violations, update.Violations);
    }

    [Fact]
    public async Task A_replace_is_checked_by_the_APIs_rules_only()
    {
        ReferralsClient client = _service.Client();
        Referral odd = Drafts.Stored with
        {
            Team = [Unreachable],
            Details = Drafts.Stored.Details! with { Currency = "eur", DealValue = -5m, ClosingDateTime = DateTimeOffset.UnixEpoch },
        };
        Referral wrong = odd with { CustomerProfile = odd.CustomerProfile! with { Address = new Address { Country = "USA" } } };
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, ReferralJson.Full)
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await client.ReplaceAsync(odd, cancellationToken: Cancellation);
        await client.ReplaceAsync(
            odd with { CustomerProfile = odd.CustomerProfile! with { Address = new Address { Country = "" } } },
            cancellationToken: Cancellation);
        await client.ReplaceAsync(wrong, new ReferralCallOptions { ClientValidation = ClientValidation.None }, Cancellation);
        ReferralValidationException refusal = await RefusedAsync(() => client.ReplaceAsync(
            wrong, new ReferralCallOptions { ClientValidation = ClientValidation.ApiOnly }, Cancellation));

        Assert.Equal(("replace", Country), (refusal.Operation, Assert.Single(refusal.Violations).Path));
        Assert.Equal(3, _service.Sent.Count);
    }

    [Fact]
    public async Task The_currencies_of_a_registration_are_checked_too()
    {
        DealRegistration registration = new()
        {
            Type = RegistrationType.AzureIPCoSell,
            Contract = new RegistrationContract { Value = 1m, Currency = "usd" },
            SolutionDetails = [new RegistrationSolution { Id = "SOL-12345-ABC", Value = 1m, Currency = "$" }],
        };

        ReferralValidationException refusal = await RefusedAsync(
            () => _service.Client().RegisterDealAsync(WonDeal.Stored, registration, cancellationToken: Cancellation));

        Assert.Equal(
            ["registrations/-/contract/currency", "registrations/-/solutionDetails/0/currency"],
            refusal.Violations.Select(violation => violation.Path));
    }

    [Fact]
    public async Task A_member_that_this_version_does_not_know_has_no_rules()
    {
        Referral record = System.Text.Json.JsonSerializer.Deserialize(
            ReferralJson.FullWith("customerProfile", new JsonObject
            {
                ["name"] = "Fabrikam",
                ["countries"] = new JsonArray(new JsonObject { ["country"] = "USA" }),
                ["address"] = new JsonObject { ["country"] = "US", ["billing"] = new JsonObject { ["country"] = "USA" } },
            }),
            ReferralsJson.Referral)!;
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await _service.Client().ReplaceAsync(record, cancellationToken: Cancellation);

        Assert.Single(_service.Sent);
    }

    public void Dispose() => _service.Dispose();

    private static Referral WithDetails(Referral deal, Func<ReferralDetails, ReferralDetails> change) =>
        deal with { Details = change(deal.Details!) };

    private static Task<ReferralValidationException> RefusedAsync(Func<Task> call) =>
        Assert.ThrowsAsync<ReferralValidationException>(call);
}
