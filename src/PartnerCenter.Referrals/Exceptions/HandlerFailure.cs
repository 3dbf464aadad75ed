namespace PartnerCenter.Referrals;

/// <summary>Describes a message handler of the program that threw. Only the type is named, because the message may hold anything.</summary>
internal static class HandlerFailure
{
    /// <summary>Specifies what to do next.</summary>
    public const string NextStep = "Find out why the handler fails.";

    /// <summary>Returns what happened.</summary>
    public static string FindingOf(Exception thrown) => $"A handler of your program threw {thrown.GetType().Name}.";
}
