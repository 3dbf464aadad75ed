using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>Describes a moment of a call at which the client is disposed: the moment of a cell in the tables of the operations.</summary>
internal sealed record DisposalPhase(string Title, MatrixFault Fault, CellKind Kind)
{
    public static DisposalPhase BeforeCall { get; } = new(
        "before the call", Of(Emulator.Fault.WrongContentType, Proof.Nothing), CellKind.Before);

    public static DisposalPhase TokenRequest { get; } = new(
        "token request",
        Of(Emulator.Fault.SilenceBeforeHandling, Proof.AnswerLost) with { IsOfToken = true, Stalls = true },
        CellKind.During);

    public static DisposalPhase Gate { get; } = new(
        "throttle gate", new MatrixFault("gate", Proof.Throttled) { WaitsAtGate = true }, CellKind.InAWait);

    public static DisposalPhase Request { get; } = new(
        "no answer yet", Of(Emulator.Fault.SilenceAfterHandling, Proof.AnswerLost) with { Stalls = true }, CellKind.During);

    public static DisposalPhase HeadOnly { get; } = new(
        "head of an answer",
        Of(Emulator.Fault.SilenceAfterHead, Proof.AnswerLost) with { Stalls = true, ShowsStatus = true },
        CellKind.During);

    public static DisposalPhase WholeAnswer { get; } = new(
        "whole answer", Of(Emulator.Fault.WrongContentType, Proof.Nothing), CellKind.During);

    public static DisposalPhase RetryAfter { get; } = new(
        "wait after 429",
        Of(Emulator.Fault.Throttle("57"), Proof.Throttled) with { RetryAfter = TimeSpan.FromSeconds(57) },
        CellKind.InAWait);

    public static DisposalPhase Backoff { get; } = new(
        "wait after 503", Of(Emulator.Fault.Status(503), Proof.Transient), CellKind.InAWait);

    public static DisposalPhase FollowUp { get; } = new(
        "before a follow-up read", Of(Emulator.Fault.NoContent, Proof.Unreadable) with { IsNoContent = true }, CellKind.During);

    public static IReadOnlyList<DisposalPhase> All { get; } =
        [BeforeCall, TokenRequest, Gate, Request, HeadOnly, WholeAnswer, RetryAfter, Backoff, FollowUp];

    private static MatrixFault Of(Fault fault, Proof proves) => new(fault.ToString(), proves) { Fault = fault };
}
