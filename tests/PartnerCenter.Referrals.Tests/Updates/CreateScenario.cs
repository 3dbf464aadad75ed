namespace PartnerCenter.Referrals.Tests;

/// <summary>Describes a create or an invitation against a model of the service, and checks what a caller may rely on.</summary>
/// <param name="Seed">The seed of the service's choices.</param>
/// <param name="Invites">Whether the call is an invitation.</param>
/// <param name="Fate">What happens to the POST.</param>
/// <param name="Throttled">How many attempts of the POST get a 429 first.</param>
/// <param name="TimeoutSeconds">The timeout of the call.</param>
/// <param name="PageSize">The most records of a page.</param>
/// <param name="Before">How many records others created before the call; some are alike in everything.</param>
/// <param name="Others">In percent, how often others create a similar record during a request.</param>
/// <param name="Failures">In percent, how often a list fails.</param>
/// <param name="Undated">In percent, how often a list has no <c>Date</c> header.</param>
/// <param name="HiddenFor">For how many seconds at most a new record does not appear in lists.</param>
/// <param name="ClockHours">By how many hours the service's clock differs from the client's.</param>
internal sealed record CreateScenario(
    int Seed,
    bool Invites,
    PostFate Fate,
    int Throttled,
    int TimeoutSeconds,
    int PageSize,
    int Before,
    int Others,
    int Failures,
    int Undated,
    int HiddenFor,
    int ClockHours)
{
    private const int MaxAttempts = 4;
    private const int MaxPages = 5;
    private const int MaxSearches = 3;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FollowUp = TimeSpan.FromSeconds(12);

    public static Referral Draft { get; } = Drafts.Minimal with
    {
        Name = "R&D <platform>",
        ExternalReferenceId = "CRM-1",
        CustomerProfile = Drafts.Minimal.CustomerProfile! with { Name = "Fabrikam & Sons" },
    };

    public static Invitation Invitation { get; } = Invitation.ToMicrosoft(AssistanceRequestCode.GeneralOrOther, "R&D <help>");

    public async Task<ModelOutcome> CheckAsync()
    {
        CreateModel model = null!;
        using SimulatedService service = new((request, cancellation) => model.Respond(request, cancellation))
        {
            Time = new DrivenTime(Step),
        };
        model = new CreateModel(this, service.Time);
        using ReferralsClient client = service.Client();
        ReferralCallOptions options = new() { Timeout = TimeSpan.FromSeconds(TimeoutSeconds) };
        long started = service.Time.GetTimestamp();
        Referral? result = null;

        Exception? failure = await Record.ExceptionAsync(async () => result = Invites
            ? await client.InviteAsync(Drafts.Stored, Invitation, options, TestContext.Current.CancellationToken)
            : await client.CreateAsync(Draft, options, TestContext.Current.CancellationToken));

        TimeSpan took = service.Time.GetElapsedTime(started);
        Assert.True(took <= options.Timeout + FollowUp + (2 * Step), $"It took {took}.");
        Assert.InRange(service.Sent.Count, 0, (MaxPages * MaxAttempts) + MaxAttempts + (MaxSearches * MaxPages * MaxAttempts));
        Assert.InRange(model.PostsThatMayAct, 0, 1);
        switch (failure)
        {
            case null:
                Assert.Equal(model.CreatedId, result!.Id);
                return model.HasAnswered ? ModelOutcome.Answered : ModelOutcome.Found;
            case ReferralOutcomeUnknownException:
                Assert.False(model.HasAnswered, "The response that arrived was not returned.");
                Assert.Equal(1, model.PostsThatMayAct);
                return ModelOutcome.Unknown;
            case ReferralValidationException:
                Assert.True(Invites && model.HasListedOpenInvitation, failure.Message);
                goto default;
            default:
                Assert.IsAssignableFrom<ReferralsException>(failure);
                Assert.Null(model.CreatedId);
                return ModelOutcome.Refused;
        }
    }
}
