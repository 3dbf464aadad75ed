using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Reflection;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the lifecycle on the wire (wire contract 1.6), and what the status table refuses (4.1).</summary>
public sealed class LifecycleTests : IDisposable
{
    private const string Item = $"https://api.partner.microsoft.com/v1.0/engagements/referrals/{ReferralJson.Id}";

    private static readonly ReferralCallOptions ServiceDecides = new() { ClientValidation = ClientValidation.None };

    private readonly MockedService _service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, Func<IReferralsClient, Referral, Task<Referral>>, string> Moves => new()
    {
        {
            "New/Pending", (client, referral) => client.AcceptAsync(referral, cancellationToken: Cancellation),
            """[{"op":"replace","path":"/status","value":"Active"},{"op":"replace","path":"/substatus","value":"Accepted"}]"""
        },
        {
            "New/Received", (client, referral) => client.DeclineAsync(referral, "Not our field.", cancellationToken: Cancellation),
            """[{"op":"replace","path":"/status","value":"Closed"},{"op":"replace","path":"/substatus","value":"Declined"},"""
                + """{"op":"replace","path":"/statusReason","value":"Not our field."}]"""
        },
        {
            "New/Pending", (client, referral) => client.DeclineAsync(referral, cancellationToken: Cancellation),
            """[{"op":"replace","path":"/status","value":"Closed"},{"op":"replace","path":"/substatus","value":"Declined"}]"""
        },
        {
            "Active/Accepted", (client, referral) => client.CloseAsWonAsync(referral, cancellationToken: Cancellation),
            """[{"op":"replace","path":"/status","value":"Closed"},{"op":"replace","path":"/substatus","value":"Won"}]"""
        },
        {
            "Active/Accepted", (client, referral) => client.CloseAsLostAsync(referral, "Budget", cancellationToken: Cancellation),
            """[{"op":"replace","path":"/status","value":"Closed"},{"op":"replace","path":"/substatus","value":"Lost"},"""
                + """{"op":"replace","path":"/statusReason","value":"Budget"}]"""
        },
        {
            "Active/Accepted", (client, referral) => client.AdvanceAsync(referral, SalesStage.Propose, cancellationToken: Cancellation),
            """[{"op":"replace","path":"/salesStage","value":"Propose"}]"""
        },
        {
            "Active/Accepted",
            (client, referral) => client.AdvanceAsync(referral, SalesStage.FromPercentage(40), cancellationToken: Cancellation),
            """[{"op":"replace","path":"/salesStage","value":"40"}]"""
        },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Moves))]
    public async Task Each_move_is_one_patch_under_the_referrals_ETag(
        string from, Func<IReferralsClient, Referral, Task<Referral>> move, string body)
    {
        _service.RespondsWith(HttpStatusCode.OK, ReferralJson.FullWith("eTag", "\"next\""));

        Referral now = await move(_service.Client(), Standing(from));

        Assert.Equal(("PATCH", Item, body), (_service.Only.Method, _service.Only.Url, _service.Only.Body));
        Assert.Equal(ReferralJson.ETag, _service.Only.Headers["If-Match"]);
        Assert.Equal("\"next\"", now.ETag);
    }

    public static TheoryData<string, Func<IReferralsClient, Referral, Task<Referral>>> MovesToWhereItStands => new()
    {
        { "Active/Accepted", (client, referral) => client.AcceptAsync(referral, cancellationToken: Cancellation) },
        { "active/ACCEPTED", (client, referral) => client.AcceptAsync(referral, ServiceDecides, Cancellation) },
        { "Closed/Declined", (client, referral) => client.DeclineAsync(referral, cancellationToken: Cancellation) },
        { "Closed/Declined", (client, referral) => client.DeclineAsync(referral, "Not our field.", cancellationToken: Cancellation) },
        { "Closed/Won", (client, referral) => client.CloseAsWonAsync(referral, cancellationToken: Cancellation) },
        { "Closed/Lost", (client, referral) => client.CloseAsLostAsync(referral, cancellationToken: Cancellation) },
        { "Closed/Lost", (client, referral) => client.CloseAsLostAsync(referral, "Not our field.", cancellationToken: Cancellation) },
        { "Active/Accepted", (client, referral) => client.AdvanceAsync(referral, SalesStage.Percent100, cancellationToken: Cancellation) },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(MovesToWhereItStands))]
    public async Task A_referral_that_is_in_the_state_already_is_returned_and_nothing_is_sent(
        string from, Func<IReferralsClient, Referral, Task<Referral>> move)
    {
        Referral referral = Standing(from) with { StatusReason = "Not our field.", SalesStage = SalesStage.Percent100 };

        Referral now = await move(_service.Client(), referral);

        Assert.Same(referral, now);
        Assert.Empty(_service.Sent);
    }

    [Theory]
    [InlineData("New/Pending", "Allowed in this state: AcceptAsync, DeclineAsync.")]
    [InlineData("Active/Accepted", "Allowed in this state: CloseAsWonAsync, CloseAsLostAsync, AdvanceAsync.")]
    [InlineData("Closed/Won", "Allowed in this state: RegisterDealAsync.")]
    [InlineData("Closed/Lost", "No further change is allowed in this state.")]
    public async Task A_refusal_names_the_state_of_the_referral_and_the_allowed_transitions(string from, string allowed)
    {
        IReferralsClient client = _service.Client();
        Referral referral = Standing(from) with { RegistrationStatus = null, Registrations = [], ClosedDateTime = null };

        ReferralValidationException refusal = await RefusedAsync(() => referral.Status == ReferralStatus.New
            ? client.CloseAsWonAsync(referral, cancellationToken: Cancellation)
            : client.DeclineAsync(referral, "planted", cancellationToken: Cancellation));

        RuleViolation violation = Assert.Single(refusal.Violations);
        Assert.StartsWith($"A referral that is {from} cannot become Closed/", violation.Rule, StringComparison.Ordinal);
        Assert.EndsWith(allowed, violation.Rule, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", refusal.ToString(), StringComparison.Ordinal);
        Assert.Empty(_service.Sent);
    }

    public static TheoryData<Referral, string> WonDeals => new()
    {
        { WonDeal.Stored, "Allowed in this state: RegisterDealAsync." },
        { WonDeal.Waiting(RegistrationStatus.ActionRequired), "Allowed in this state: AmendRegistrationAsync." },
        { WonDeal.Waiting(RegistrationStatus.ReviewPending), "No further change is allowed in this state." },
        { WonDeal.Waiting(RegistrationStatus.Approved), "No further change is allowed in this state." },
        { WonDeal.Stored with { ClosedDateTime = WonDeal.Created.AddHours(1) }, "No further change is allowed in this state." },
        { WonDeal.Stored with { Details = null }, "No further change is allowed in this state." },
    };

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(WonDeals))]
    public async Task Of_a_won_deal_only_the_step_of_its_registration_is_named_that_can_be_taken(Referral won, string allowed)
    {
        ReferralValidationException refusal = await RefusedAsync(
            () => _service.Client().CloseAsLostAsync(won, cancellationToken: Cancellation));

        Assert.Equal($"A referral that is Closed/Won cannot become Closed/Lost. {allowed}", Assert.Single(refusal.Violations).Rule);
    }

    [Fact]
    public async Task A_reason_that_would_not_be_written_is_not_passed_over()
    {
        ReferralValidationException refusal = await RefusedAsync(
            () => _service.Client().CloseAsLostAsync(
                Standing("Closed/Lost") with { StatusReason = "Budget" }, "planted", cancellationToken: Cancellation));

        Assert.Equal(
            "Nothing was sent: close as lost breaks a rule. substatus: The referral is already Closed/Lost, and its reason cannot change. "
            + "No further change is allowed in this state.",
            refusal.Message);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_refusal_tells_the_documented_table_from_what_only_the_user_interface_shows()
    {
        IReferralsClient client = _service.Client();

        ReferralValidationException reopened = await RefusedAsync(
            () => client.AcceptAsync(Standing("Closed/Declined"), cancellationToken: Cancellation));
        ReferralValidationException late = await RefusedAsync(
            () => client.DeclineAsync(Standing("Active/Accepted"), cancellationToken: Cancellation));
        ReferralValidationException early = await RefusedAsync(
            () => client.AdvanceAsync(Standing("New/Pending"), SalesStage.Develop, cancellationToken: Cancellation));

        Assert.Equal(
            ("accept", "status", RuleSource.Api), (reopened.Operation, reopened.Violations[0].Path, reopened.Violations[0].Source));
        Assert.Equal(
            ("decline", "substatus", RuleSource.UserInterface), (late.Operation, late.Violations[0].Path, late.Violations[0].Source));
        Assert.Equal(
            ("advance", "status", RuleSource.UserInterface), (early.Operation, early.Violations[0].Path, early.Violations[0].Source));
        Assert.Contains(
            "New/Pending has no sales stage to change. Allowed in this state: AcceptAsync",
            early.Violations[0].Rule,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clients_local_rules_hold_and_the_calls_go_before_them()
    {
        IReferralsClient strict = _service.Client();
        IReferralsClient api = _service.Client(options => options.ClientValidation = ClientValidation.ApiOnly);
        IReferralsClient lenient = _service.Client(options => options.ClientValidation = ClientValidation.None);
        Referral active = Standing("Active/Accepted");
        Referral lost = Standing("Closed/Lost");
        _service.RespondsWith(
            HttpStatusCode.OK, ReferralJson.Full).RespondsWith(
                HttpStatusCode.OK, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await api.DeclineAsync(active, cancellationToken: Cancellation); // The rule is known from the user interface only.
        await RefusedAsync(() => api.AcceptAsync(lost, cancellationToken: Cancellation));
        await lenient.AcceptAsync(lost, cancellationToken: Cancellation);
        await RefusedAsync(() => lenient.AcceptAsync(lost, new() { ClientValidation = ClientValidation.ApiOnly }, Cancellation));
        await strict.AcceptAsync(lost, ServiceDecides, Cancellation);

        Assert.Equal(3, _service.Sent.Count);
    }

    [Theory]
    [InlineData("Paused/Pending")]
    [InlineData("None/None")]
    [InlineData("/")]
    public async Task A_status_that_the_table_does_not_have_is_left_to_the_service(string from)
    {
        _service.RespondsWith(HttpStatusCode.BadRequest, """{"error":{"code":"invalidRequest","target":"status"}}""");

        ReferralsException refusal = await Assert.ThrowsAsync<ReferralsException>(
            () => _service.Client().CloseAsWonAsync(Standing(from), cancellationToken: Cancellation));

        Assert.Equal("invalidRequest", refusal.ErrorCode);
    }

    [Fact]
    public async Task A_decorator_that_patches_by_id_is_judged_as_well()
    {
        IReferralsClient client = ById.Around(_service.Client());

        await RefusedAsync(() => client.AcceptAsync(Standing("Closed/Won"), cancellationToken: Cancellation));

        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_colleague_who_was_faster_is_a_conflict()
    {
        _service.RespondsWith(HttpStatusCode.PreconditionFailed);

        await Assert.ThrowsAsync<ReferralConflictException>(
            () => _service.Client().AcceptAsync(Standing("New/Pending"), cancellationToken: Cancellation));
    }

    [Fact]
    public async Task An_acceptance_whose_answer_is_lost_is_proved_by_the_state()
    {
        _service.Throws(new HttpRequestException(HttpRequestError.ResponseEnded)).RespondsWith(HttpStatusCode.PreconditionFailed)
            .RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        Referral now = await _service.Client().AcceptAsync(Standing("New/Pending"), cancellationToken: Cancellation);

        Assert.Equal(ReferralStatus.Active, now.Status);
        Assert.Equal(["PATCH", "PATCH", "GET"], _service.Sent.Select(request => request.Method));
    }

    [Fact]
    public async Task Malformed_arguments_are_refused_by_name()
    {
        IReferralsClient client = _service.Client();

        ArgumentException noStage = await Assert.ThrowsAsync<ArgumentException>(
            "stage", () => client.AdvanceAsync(Standing("Active/Accepted"), new SalesStage(""), cancellationToken: Cancellation));
        Assert.Contains("SalesStage.Develop", noStage.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentNullException>(
            "stage", () => client.AdvanceAsync(Standing("Active/Accepted"), null!, cancellationToken: Cancellation));
        Assert.Equal(
            "referral", (await Assert.ThrowsAsync<ArgumentException>(
                () => client.AcceptAsync(Drafts.Minimal, cancellationToken: Cancellation))).ParamName);
        Assert.Equal("referral", (await Assert.ThrowsAsync<ArgumentException>(
            () => client.AcceptAsync(Standing("Active/Accepted") with { ETag = "" }, cancellationToken: Cancellation))).ParamName);
        Assert.Equal("referral", (await Assert.ThrowsAsync<ArgumentException>(
            () => client.AdvanceAsync(
                Standing("Active/Accepted") with { ETag = "" }, SalesStage.Percent100, cancellationToken: Cancellation))).ParamName);
        Assert.Equal(
            "referral",
            (await Assert.ThrowsAsync<ArgumentNullException>(() => client.AcceptAsync(null!, cancellationToken: Cancellation))).ParamName);
        Assert.Empty(_service.Sent);
    }

    [Fact]
    public async Task A_decorator_never_sees_a_move_of_no_referral()
    {
        IReferralsClient client = ById.Around(_service.Client());

        await Assert.ThrowsAsync<ArgumentNullException>("referral", () => client.AcceptAsync(null!, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentNullException>(
            "referral", () => client.AdvanceAsync(null!, SalesStage.Develop, cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData("planted/Won", "in a state unknown to this version")]
    [InlineData("/Won", "in a state unknown to this version")]
    [InlineData("Closed/planted", "Closed")]
    public void A_text_that_is_not_known_is_not_repeated_in_a_message(string state, string expected) =>
        Assert.Equal(expected, StatusTable.StateOf(Standing(state)));

    public void Dispose() => _service.Dispose();

    private static Referral Standing(string state) => Drafts.Stored with
    {
        Status = state.Split('/')[0] is { Length: > 0 } status ? new ReferralStatus(status) : null,
        Substatus = state.Split('/')[1] is { Length: > 0 } substatus ? new ReferralSubstatus(substatus) : null,
    };

    private static Task<ReferralValidationException> RefusedAsync(Func<Task> call) => Assert.ThrowsAsync<ReferralValidationException>(call);

    /// <summary>Sends every patch by id and ETag. It is a dispatch proxy, so that the interface may grow.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "The proxy is a class derived from it at run time.")]
    private class ById : DispatchProxy
    {
        private IReferralsClient _inner = null!;

        public static IReferralsClient Around(IReferralsClient inner)
        {
            IReferralsClient proxy = Create<IReferralsClient, ById>();
            ((ById)(object)proxy)._inner = inner;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => args switch
        {
            [Referral referral, ReferralPatch patch, var options, CancellationToken cancellation] =>
                _inner.PatchAsync(referral.Id, referral.ETag, patch, (ReferralCallOptions?)options, cancellation),
            [] => _inner.ClientValidation,
            _ => throw new NotSupportedException(),
        };
    }
}
