using System.Text;
using CsCheck;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests each operation with random sequences of answers and failures: it ends, it repeats no write that may have taken effect, and it says
/// that the outcome is unknown exactly when it is.
/// </summary>
[Trait("Culture", "None")]
public sealed class HostileSequenceTests
{
    private const int Count = 1_500;
    private const int MaxRequests = 150;

    private static readonly byte[] RightReferral = Encoding.UTF8.GetBytes(ReferralJson.Full);
    private static readonly byte[] RightPage = Encoding.UTF8.GetBytes(ReferralJson.Page([ReferralJson.Full]));

    private static readonly Gen<HostileAnswer> Answers =
        from failure in Gen.Frequency((3, Gen.Const(HostileFailure.None)), (1, Gen.Enum<HostileFailure>()))
        from status in Gen.Frequency(
            (4, Gen.Const(200)),
            (2, Gen.OneOf(401, 412, 429, 500, 503)),
            (1, Gen.OneOf(201, 202, 204, 206, 301, 302, 304, 307, 400, 403, 404, 408, 409, 410, 418, 444, 499, 502, 504, 509, 520, 599)))
        from referral in Gen.Frequency((2, Gen.Const(RightReferral)), (1, HostileJson.Referral))
        from page in Gen.Frequency((2, Gen.Const(RightPage)), (1, HostileJson.Page))
        from error in HostileJson.Error
        from retryAfter in Gen.Frequency((3, Gen.Const("")), (1, HostileText.Like("0", "2", "600", "Wed, 02 Jan 2030 00:00:00 GMT")))
        from eTag in Gen.Frequency((3, Gen.Const(ReferralJson.ETag)), (1, HostileText.Like(ReferralJson.ETag, "W/\"1\"")))
        select new HostileAnswer(failure, status, referral, page, error, retryAfter, eTag);

    private static readonly Gen<Sequence> Sequences =
        from call in Gen.Enum<Call>()
        from answers in Answers.Array[1, 8]
        select new Sequence(call, answers);

    private enum Call
    {
        Get,
        List,
        Changes,
        Create,
        Invite,
        Replace,
        Patch,
        PatchUnconditionally,
        Update,
        Accept,
        Register,
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Any_answers_end_in_a_value_or_an_exception_that_says_whether_the_outcome_is_unknown()
    {
        int values = 0;
        int unknown = 0;
        int failures = 0;

        await Cases.CheckAsync(
            Sequences,
            Count,
            async sequence => _ = await FailureOfAsync(sequence) switch
            {
                null => Interlocked.Increment(ref values),
                ReferralOutcomeUnknownException => Interlocked.Increment(ref unknown),
                _ => Interlocked.Increment(ref failures),
            },
            sequence => Cases.Shown(sequence.ToString()));

        int few = Count * Cases.Times / 10;
        Assert.True(values > few && unknown > few && failures > few, $"{values} values, {unknown} unknown, {failures} failures.");
    }

    private static async Task<ReferralsException?> FailureOfAsync(Sequence sequence)
    {
        int requests = 0;
        int mayHaveActed = 0;
        using SimulatedService service = new((request, _) =>
        {
            // Once the script has ended, the service is well.
            HostileAnswer answer = ++requests <= sequence.Answers.Length ? sequence.Answers[requests - 1] : HostileAnswer.Right;
            Assert.True(requests <= MaxRequests, "The call does not end.");
            if (request.Method != HttpMethod.Get && answer.MayHaveActed)
            {
                mayHaveActed++;
                // Only a write with an ETag may be repeated: if it has taken effect, its ETag is no longer valid.
                Assert.True(mayHaveActed == 1 || request.Headers.NonValidated.Contains("If-Match"), "A write was repeated.");
            }

            return answer.Give(request);
        })
        {
            Time = new DrivenTime(TimeSpan.FromSeconds(1)),
        };
        using ReferralsClient client = service.Client(options => options.CheckOpenInvitations = sequence.Answers.Length > 2);

        try
        {
            await MakeAsync(sequence.Call, client);
            return null;
        }
        catch (ReferralsException failure)
        {
            HostileService.RequireSilent(failure);
            Assert.Equal(mayHaveActed > 0, failure is ReferralOutcomeUnknownException);
            return failure;
        }
    }

    private static async Task MakeAsync(Call call, ReferralsClient client)
    {
        switch (call)
        {
            case Call.Get:
                await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
                break;
            case Call.List:
                await foreach (Referral _ in client.ListAsync(cancellationToken: Cancellation))
                {
                }

                break;
            case Call.Changes:
                await foreach (ReferralChanges _ in client.ListChangesAsync(ChangeCheckpoint.Beginning, cancellationToken: Cancellation))
                {
                }

                break;
            case Call.Create:
                await client.CreateAsync(Drafts.Minimal with { ExternalReferenceId = "CRM-4711" }, cancellationToken: Cancellation);
                break;
            case Call.Invite:
                await client.InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation);
                break;
            case Call.Replace:
                await client.ReplaceAsync(Drafts.Stored, cancellationToken: Cancellation);
                break;
            case Call.Patch:
                await client.PatchAsync(Drafts.Stored, new ReferralPatch().Notes("Other."), cancellationToken: Cancellation);
                break;
            case Call.PatchUnconditionally:
                await client.PatchUnconditionallyAsync(
                    ReferralJson.Id, new ReferralPatch().Notes("Other."), cancellationToken: Cancellation);
                break;
            case Call.Update:
                await client.UpdateAsync(
                    ReferralJson.Id, current => current with { CampaignId = "another" }, cancellationToken: Cancellation);
                break;
            case Call.Accept:
                await client.AcceptAsync(
                    Drafts.Stored with { Status = ReferralStatus.New, Substatus = ReferralSubstatus.Pending },
                    cancellationToken: Cancellation);
                break;
            default:
                await client.RegisterDealAsync(WonDeal.Stored, WonDeal.Registration, cancellationToken: Cancellation);
                break;
        }
    }

    private sealed record Sequence(Call Call, HostileAnswer[] Answers)
    {
        public override string ToString() => $"{Call}: {string.Join("; ", Answers.Select(answer => answer.ToString()))}";
    }
}
