using System.Text.Json;
using System.Text.Json.Nodes;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>Specifies the rows of the retry table in docs/failures.md.</summary>
internal enum OperationKind
{
    Read,

    /// <summary>A PUT, or a PATCH with an ETag.</summary>
    ConditionalWrite,

    /// <summary>A POST, or a PATCH without an ETag.</summary>
    UnconditionalWrite,
}

/// <summary>
/// Describes one operation of the client: how it is called, which of its requests the fault affects, and how the service shows its effect.
/// </summary>
internal sealed record MatrixOperation(string Name, EmulatedOperation Hit, OperationKind Kind)
{
    /// <summary>Gets the call for the referral that the service holds.</summary>
    public required Func<ReferralsClient, Referral, CancellationToken, Task<Referral>> Run { get; init; }

    /// <summary>Gets how often the service's data shows the write.</summary>
    public required Func<ReferralsEmulator, int> Effects { get; init; }

    /// <summary>Gets the number of requests before the one that the fault affects.</summary>
    public int Before { get; init; }

    /// <summary>Gets whether a record with the intended state proves the write.</summary>
    public bool StateIsProof { get; init; }

    /// <summary>Gets whether the client reads the record after a 2xx that cannot be read.</summary>
    public bool IsReadAfterUnreadable => Kind == OperationKind.ConditionalWrite;

    /// <summary>Gets whether the client searches for the referral after an unknown outcome.</summary>
    public bool IsSearchedFor { get; init; }

    /// <summary>Gets whether the operation starts again after a conflict.</summary>
    public bool IsUpdate { get; init; }

    /// <summary>Gets whether the operation is a listing that goes on from a stored continuation.</summary>
    public bool IsContinuation { get; init; }

    public bool IsPatch => Hit == EmulatedOperation.Patch;

    public bool IsRead => Kind == OperationKind.Read;

    /// <summary>Gets whether the request names the id of the referral in the response.</summary>
    public bool NamesId => Hit is not (EmulatedOperation.List or EmulatedOperation.Create);

    public static IReadOnlyList<MatrixOperation> All { get; } =
    [
        new("list", EmulatedOperation.List, OperationKind.Read)
        {
            Run = static async (client, _, cancellation) => Assert.Single(await client.ListAsync(
                new ReferralQuery { Filter = ReferralFilter.TeamMemberEmail.Contains(PlantedData.Mail) },
                PlantedData.Options,
                cancellation).ToListAsync(CancellationToken.None)),
            Effects = static _ => 0,
        },
        new("list from a continuation", EmulatedOperation.List, OperationKind.Read)
        {
            Run = static async (client, _, cancellation) => Assert.Single(await client.ListAsync(
                new ReferralQuery { Continuation = ReferralContinuation.Parse("$top=5") },
                PlantedData.Options,
                cancellation).ToListAsync(CancellationToken.None)),
            Effects = static _ => 0,
            IsContinuation = true,
        },
        new("changes", EmulatedOperation.List, OperationKind.Read)
        {
            Run = static async (client, deal, cancellation) => Assert.Single((await client.ListChangesAsync(
                ChangeCheckpoint.Since(deal.UpdatedDateTime!.Value), PlantedData.Options, cancellation)
                .FirstAsync(CancellationToken.None)).Referrals),
            Effects = static _ => 0,
        },
        new("get", EmulatedOperation.Get, OperationKind.Read)
        {
            Run = static (client, deal, cancellation) => client.GetAsync(deal.Id, PlantedData.Options, cancellation),
            Effects = static _ => 0,
        },
        new("create", EmulatedOperation.Create, OperationKind.UnconditionalWrite)
        {
            Run = static (client, _, cancellation) => client.CreateAsync(PlantedData.Draft, PlantedData.Options, cancellation),
            Effects = Added,
            IsSearchedFor = true,
        },
        new("create without ExternalReferenceId", EmulatedOperation.Create, OperationKind.UnconditionalWrite)
        {
            Run = static (client, _, cancellation) =>
                client.CreateAsync(PlantedData.Draft with { ExternalReferenceId = null }, PlantedData.Options, cancellation),
            Effects = Added,
        },
        new("invite", EmulatedOperation.Create, OperationKind.UnconditionalWrite)
        {
            Run = static (client, deal, cancellation) =>
                client.InviteAsync(deal, PlantedData.Invitation, PlantedData.Options, cancellation),
            Effects = Added,
            Before = 1, // The list of the engagement.
            IsSearchedFor = true,
        },
        new("replace", EmulatedOperation.Replace, OperationKind.ConditionalWrite)
        {
            Run = static (client, deal, cancellation) =>
                client.ReplaceAsync(deal with { Name = PlantedData.OtherName }, PlantedData.Options, cancellation),
            Effects = static emulator => (string)Stored(emulator)["name"]! == PlantedData.OtherName ? 1 : 0,
            StateIsProof = true,
        },
        new("patch", EmulatedOperation.Patch, OperationKind.ConditionalWrite)
        {
            Run = static (client, deal, cancellation) =>
                client.PatchAsync(deal, new ReferralPatch().AddTeamMember(PlantedData.Colleague), PlantedData.Options, cancellation),
            Effects = Colleagues,
            StateIsProof = true,
        },
        new("patch without ETag", EmulatedOperation.Patch, OperationKind.UnconditionalWrite)
        {
            Run = static (client, deal, cancellation) =>
                client.PatchUnconditionallyAsync(
                    deal.Id, new ReferralPatch().AddTeamMember(PlantedData.Colleague), PlantedData.Options, cancellation),
            Effects = Colleagues,
        },
        new("update", EmulatedOperation.Patch, OperationKind.ConditionalWrite)
        {
            Run = static (client, deal, cancellation) => client.UpdateAsync(
                deal.Id, now => now with { Details = now.Details! with { DealValue = now.Details.DealValue + 1 } },
                PlantedData.Options,
                cancellation),
            Effects = static emulator => (int)Stored(emulator)["details"]!["dealValue"]! - PlantedData.DealValue,
            Before = 1,
            IsUpdate = true,
        },
        new("accept", EmulatedOperation.Patch, OperationKind.ConditionalWrite)
        {
            Run = static (client, deal, cancellation) => client.AcceptAsync(deal, PlantedData.Options, cancellation),
            Effects = static emulator => (string)Stored(emulator)["status"]! == "Active" ? 1 : 0,
            StateIsProof = true,
        },
    ];

    /// <summary>Adds the referral that the operation uses.</summary>
    public async Task<Referral> StoreAsync(ReferralsEmulator emulator)
    {
        JsonObject record = await PlantedData.RecordAsync();
        if (Name == "accept")
        {
            (record["status"], record["substatus"], record["direction"]) = ("New", "Received", "Incoming");
        }

        return JsonSerializer.Deserialize(emulator.AddReferral(record), ReferralsJson.Referral)!;
    }

    private static JsonObject Stored(ReferralsEmulator emulator) => emulator.GetReferrals()[0];

    private static int Added(ReferralsEmulator emulator) => emulator.GetReferrals().Count - 1;

    private static int Colleagues(ReferralsEmulator emulator) => Stored(emulator)["team"]!.AsArray().Count - 1;
}
