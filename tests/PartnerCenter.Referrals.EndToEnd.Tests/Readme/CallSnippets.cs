using System.Net;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

public sealed class CallSnippets
{
    [Fact]
    public async Task A_call_has_its_own_options_and_reports_its_response()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        ReferralsClient client = stage.Client;
        Referral deal = await client.CreateAsync(Deals.Draft());
        Guid orderId = Guid.NewGuid();
        List<ReferralResponseInfo> answers = [];

        #region call-options
        ReferralCallOptions options = new()
        {
            CorrelationId = orderId,
            Timeout = TimeSpan.FromSeconds(10),
            MaxAttempts = 2,
            OnResponse = answers.Add,
        };
        Referral referral = await client.GetAsync(deal.Id, options);
        Console.WriteLine($"{(int)answers[0].StatusCode}, attempts: {answers[0].Attempts}, request-id {answers[0].RequestId}");
        #endregion

        Assert.Equal(deal.Id, referral.Id);
        ReferralResponseInfo answer = Assert.Single(answers);
        Assert.Equal((HttpStatusCode.OK, 1, orderId), (answer.StatusCode, answer.Attempts, answer.CorrelationId));
        Assert.NotNull(answer.RequestId);
        Assert.Equal(orderId.ToString(), stage.Emulator.Requests[^1].Headers["MS-CorrelationId"]);
    }

    [Fact]
    public async Task An_unknown_outcome_is_recorded_and_not_sent_again()
    {
        AnswerLosingHandler? wire = null;
        await using ReadmeHost stage = await ReadmeHost.SetAsync(around: network => wire = new AnswerLosingHandler(network));
        ReferralsClient client = stage.Client;
        Referral draft = Deals.Draft() with { ExternalReferenceId = null };
        List<Guid?> review = [];
        wire!.LosesNextPost = true;

        #region outcome-unknown
        try
        {
            await client.CreateAsync(draft);
        }
        catch (ReferralOutcomeUnknownException unknown)
        {
            review.Add(unknown.CorrelationId); // for somebody to check: do not send it again
        }
        #endregion

        Assert.Single(review);
        Assert.Single(stage.Emulator.GetReferrals());
    }

    [Fact]
    public async Task A_lost_create_and_a_lost_invitation_are_found_by_the_client_itself()
    {
        AnswerLosingHandler? wire = null;
        await using ReadmeHost stage = await ReadmeHost.SetAsync(around: network => wire = new AnswerLosingHandler(network));

        wire!.LosesNextPost = true;
        Referral deal = await stage.Client.CreateAsync(Deals.Draft());
        wire.LosesNextPost = true;
        Referral connected = await stage.Client.InviteAsync(deal, Invitation.ToMicrosoft(AssistanceRequestCode.GeneralOrOther));

        Assert.Equal([deal.Id, connected.Id], stage.Emulator.GetReferrals().Select(stored => (string?)stored["id"]));
    }

    [Fact]
    public async Task A_missing_referral_differs_from_any_other_failure()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        ReferralsClient client = stage.Client;
        const string id = "00000000-0000-0000-0000-000000000001";
        List<string> log = [];

        #region errors
        try
        {
            Referral referral = await client.GetAsync(id);
            log.Add($"{referral} is {referral.Status}");
        }
        catch (ReferralNotFoundException)
        {
            log.Add($"{id} is gone, or this user may not see it");
        }
        catch (ReferralsException failure)
        {
            log.Add($"{failure.Operation}: {(int?)failure.StatusCode} {failure.ErrorCode}, request-id {failure.RequestId}");
        }
        #endregion

        Assert.Equal([$"{id} is gone, or this user may not see it"], log);
    }

    [Fact]
    public async Task A_client_runs_its_diagnosis()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        ReferralsClient client = stage.Client;

        #region diagnose
        ReferralsDiagnosis diagnosis = await client.DiagnoseAsync();
        Console.WriteLine(diagnosis);
        #endregion

        Assert.True(diagnosis.IsHealthy);
    }

    /// <summary>Lets the service act and then breaks the connection before its answer is seen.</summary>
    private sealed class AnswerLosingHandler(HttpMessageHandler network) : DelegatingHandler(network)
    {
        public bool LosesNextPost { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (!LosesNextPost || request.Method != HttpMethod.Post)
            {
                return response;
            }

            LosesNextPost = false;
            response.Dispose();
            throw new HttpRequestException(HttpRequestError.ResponseEnded);
        }
    }
}
