using System.Globalization;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Reads a fault from the text that <see cref="Fault.ToString"/> writes, for example <c>Throttle("57")</c>.</summary>
internal static class FaultText
{
    /// <summary>Gets the faults that have no arguments.</summary>
    public static IReadOnlyList<Fault> Plain { get; } =
    [
        Fault.None, Fault.ResetBeforeHandling, Fault.ResetDuringHandling, Fault.ResetAfterHandling, Fault.CloseBeforeHandling,
        Fault.CloseAfterHandling, Fault.SilenceBeforeHandling, Fault.SilenceAfterHandling, Fault.SilenceAfterHead, Fault.SilenceAfterHalf,
        Fault.CloseAfterHalf, Fault.ResetAfterHalf, Fault.LengthTooLong, Fault.LengthTooShort, Fault.TruncatedJson, Fault.EmptyResponse,
        Fault.NoContent, Fault.WrongContentType, Fault.EmptyPage, Fault.OtherId, Fault.UnreadableName, Fault.HtmlPage,
    ];

    /// <summary>Gets examples of the faults that have arguments.</summary>
    public static IReadOnlyList<string> Examples { get; } =
    [
        "Status(503)", "Status(503, \"5\")", "StatusAfterHandling(504)", "Throttle(\"57\")", "ThrottleUntil(00:01:00)",
        "SlowDrip(00:00:01)", "ClaimsChallenge",
    ];

    /// <exception cref="ControlException">The text is not that of a fault.</exception>
    public static Fault Parse(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        bool isCall = open > 0 && text.EndsWith(')');
        string name = isCall ? text[..open] : text;
        string[] arguments = isCall ? [.. text[(open + 1)..^1].Split(',', 2).Select(argument => argument.Trim())] : [];
        try
        {
            return (name, arguments) switch
            {
                (nameof(Fault.Status), [var status]) => Fault.Status(NumberOf(status)),
                (nameof(Fault.Status), [var status, var wait]) => Fault.Status(NumberOf(status), wait.Trim('"')),
                (nameof(Fault.StatusAfterHandling), [var status]) => Fault.StatusAfterHandling(NumberOf(status)),
                (nameof(Fault.StatusAfterHandling), [var status, var wait]) =>
                    Fault.StatusAfterHandling(NumberOf(status), wait.Trim('"')),
                (nameof(Fault.Throttle), []) => Fault.Throttle(null),
                (nameof(Fault.Throttle), [var wait]) => Fault.Throttle(wait.Trim('"')),
                (nameof(Fault.ThrottleUntil), [var wait]) => Fault.ThrottleUntil(TimeOf(wait)),
                (nameof(Fault.SlowDrip), [var interval]) => Fault.SlowDrip(TimeOf(interval)),
                (nameof(Fault.ClaimsChallenge), []) => Fault.ClaimsChallenge(),
                (nameof(Fault.Redirect), [var location]) => Fault.Redirect(new Uri(location)),
                _ => Plain.FirstOrDefault(fault => fault.ToString() == text) ?? throw Unknown(text),
            };
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or OverflowException)
        {
            throw Unknown(text);
        }
    }

    private static int NumberOf(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static TimeSpan TimeOf(string text) => TimeSpan.ParseExact(text, "c", CultureInfo.InvariantCulture);

    private static ControlException Unknown(string text) => ControlException.Malformed(
        $"There is no fault '{text}'. Use one of {string.Join(", ", [.. Plain.Select(fault => fault.ToString()), .. Examples])}.");
}
