using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that a call with any response body ends in a value or in an exception of ours that repeats nothing of the body
/// (docs/hostile-input.md).
/// </summary>
[Trait("Culture", "None")]
public sealed partial class HostileDocumentTests(ITestOutputHelper output)
{
    private const int Count = 3_000;

    // Most bodies are read as the expected type, which reads more of them.
    private static readonly Gen<int> Status = Gen.Frequency(
        (5, Gen.Const(200)), (1, Gen.OneOf(201, 202, 204, 206)),
        (2, Gen.OneOf(302, 400, 401, 403, 404, 409, 410, 412, 429, 500, 503, 599)));

    private static readonly Gen<Answer> Answers =
        from call in Gen.Enum<Call>()
        from status in Status
        from document in status > 299
            ? HostileJson.Error
            : call is Call.List or Call.Project or Call.Changes or Call.Diagnose ? HostileJson.Page : HostileJson.Referral
        from piece in Gen.OneOf(1, 7, 4_096, int.MaxValue)
        from breaksOff in Gen.Frequency((15, Gen.Const(false)), (1, Gen.Const(true)))
        select new Answer(document, status, Math.Max(piece, document.Length / 4_096), breaksOff, call);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private enum Call
    {
        Get,
        GetAndWrite,
        List,
        Project,
        Changes,
        Create,
        Replace,
        Patch,
        Update,
        Accept,
        Invite,
        Diagnose,
    }

    [Fact]
    public async Task Any_document_is_a_value_or_an_exception_of_ours_that_repeats_nothing_of_it()
    {
        Tally tally = new();
        Stopwatch clock = Stopwatch.StartNew();

        await Cases.CheckAsync(
            Answers, Count, answer => CheckAsync(answer, tally),
            answer => $"{answer.Call}, {answer.Status}, pieces of {answer.Piece}: {HostileJson.Shown(answer.Document)}");

        int count = Count * Cases.Times;
        output.WriteLine($"{count:N0} documents in {clock.Elapsed.TotalSeconds:N0} s. {tally}");
        Assert.True(tally.Read > count / 10 && tally.Refused > count / 10, $"The documents are all alike to the reader: {tally}");
    }

    private static async Task CheckAsync(Answer answer, Tally tally)
    {
        using HostileService service = new(_ => new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            Content = new StreamContent(new HostileBody(answer.Document, answer.Piece, answer.BreaksOff)),
        });
        bool wasRead = false;
        long started = Stopwatch.GetTimestamp();
        await HostileService.KeepsPromiseAsync(async () =>
        {
            await MakeAsync(answer.Call, service.Client);
            wasRead = true;
        });
        tally.Count(wasRead, Stopwatch.GetElapsedTime(started));
    }

    private static async Task MakeAsync(Call call, ReferralsClient client)
    {
        switch (call)
        {
            case Call.Get:
                Use(await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));
                break;
            case Call.GetAndWrite:
                Referral read = await client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation);
                await WriteAsync(() => client.ReplaceAsync(read with { Name = "Another" }, cancellationToken: Cancellation));
                await WriteAsync(() => client.PatchAsync(read, new ReferralPatch().DealValue(1m), cancellationToken: Cancellation));
                await WriteAsync(() => client.CloseAsWonAsync(read, cancellationToken: Cancellation));
                break;
            case Call.List:
                await foreach (ReferralPage page in client.ListAsync(
                    new ReferralQuery { MaxPages = 1 }, cancellationToken: Cancellation).AsPages(Cancellation))
                {
                    Assert.All(page.Referrals, Use);
                }

                break;
            case Call.Project:
                await foreach (Line line in client.ListAsync(
                    new ReferralQuery { MaxPages = 3 }, LineContext.Default.Line, cancellationToken: Cancellation))
                {
                    Assert.NotNull(line);
                }

                break;
            case Call.Changes:
                int portions = 0;
                await foreach (ReferralChanges changes in client.ListChangesAsync(
                    ChangeCheckpoint.Beginning, cancellationToken: Cancellation))
                {
                    Assert.True(ChangeCheckpoint.TryParse(changes.Checkpoint.Value, out _));
                    if (++portions == 3)
                    {
                        break;
                    }
                }

                break;
            case Call.Create:
                Use(await client.CreateAsync(Drafts.Minimal with { ExternalReferenceId = "CRM-4711" }, cancellationToken: Cancellation));
                break;
            case Call.Replace:
                Use(await client.ReplaceAsync(Drafts.Stored, cancellationToken: Cancellation));
                break;
            case Call.Patch:
                Use(await client.PatchAsync(
                    Drafts.Stored,
                    new ReferralPatch().Notes("Other.").AddSolution(SolutionTag.Catalogue("SOL-1")),
                    cancellationToken: Cancellation));
                break;
            case Call.Update:
                Use(
                    await client.UpdateAsync(
                        ReferralJson.Id, current => current with { CampaignId = "another", Details = current.Details ?? new() },
                        cancellationToken: Cancellation));
                Use(
                    await client.UpdateAsync(
                        ReferralJson.Id, current => current with { Name = "Another" }, cancellationToken: Cancellation));
                break;
            case Call.Accept:
                Use(await client.AcceptAsync(
                    Drafts.Stored with { Status = ReferralStatus.New, Substatus = ReferralSubstatus.Pending },
                    cancellationToken: Cancellation));
                break;
            case Call.Invite:
                Use(await client.InviteAsync(Drafts.Stored, Drafts.ToMicrosoft, cancellationToken: Cancellation));
                break;
            default:
                HostileService.RequireSilent(
                    (await client.DiagnoseAsync(cancellationToken: Cancellation)).ToString().ReplaceLineEndings(" "));
                break;
        }
    }

    // The referral may be unusable for a write, because its id or ETag is missing; the method then says so.
    private static async Task WriteAsync(Func<Task<Referral>> write)
    {
        try
        {
            Use(await write());
        }
        catch (ArgumentException refusal)
        {
            HostileService.RequireSilent(refusal);
        }
    }

    // The referral can be inspected, written, and read back without a loss.
    private static void Use(Referral referral)
    {
        Assert.True(Enum.IsDefined(referral.Kind));
        Assert.InRange(referral.SalesStage?.Percentage ?? 0, 0, 100);
        byte[] written = JsonSerializer.SerializeToUtf8Bytes(referral, ReferralsJson.ReferralForReplace);
        Referral again = JsonSerializer.Deserialize(written, ReferralsJson.Referral)!;
        Assert.True(
            written.AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(again, ReferralsJson.ReferralForReplace)),
            "It changes when it is written and read.");
        JsonSerializer.SerializeToUtf8Bytes(referral, ReferralsJson.ReferralForCreate);
    }

    private sealed record Answer(byte[] Document, int Status, int Piece, bool BreaksOff, Call Call);

    private sealed record Line(string? Id, string? Name, ReferralStatus? Status, DateTimeOffset? UpdatedDateTime, int? Favorite);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Line))]
    private sealed partial class LineContext : JsonSerializerContext;

    private sealed class Tally
    {
        private readonly Lock _lock = new();
        private TimeSpan _slowest;

        public int Read { get; private set; }

        public int Refused { get; private set; }

        public void Count(bool wasRead, TimeSpan time)
        {
            lock (_lock)
            {
                _ = wasRead ? Read++ : Refused++;
                _slowest = time > _slowest ? time : _slowest;
            }
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Read:N0} were read, {Refused:N0} refused; the slowest took {_slowest.TotalMilliseconds:N1} ms.");
    }
}
