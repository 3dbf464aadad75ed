namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>Specifies when the caller cancels, and how often the fault occurs.</summary>
internal enum CellKind
{
    /// <summary>The caller does not cancel; the fault affects one request.</summary>
    Once,

    /// <summary>The caller does not cancel; the fault affects every request of its kind.</summary>
    Lasting,

    /// <summary>The caller cancels before the call.</summary>
    Before,

    /// <summary>The caller cancels once the head of the first faulty response, or its failure or silence, has arrived.</summary>
    During,

    /// <summary>The caller cancels during the client's first wait.</summary>
    InAWait,
}

/// <summary>Describes how a cell ends. Times are those of the fake clock.</summary>
/// <param name="Exception">The exact exception type; null if the call returns a value.</param>
/// <param name="Requests">The number of requests that are sent.</param>
internal sealed record ExpectedOutcome(Type? Exception, int Requests)
{
    /// <summary>Gets the number of requests that arrive.</summary>
    public int Arrived { get; init; } = Requests;

    /// <summary>Gets how often the service has applied the write.</summary>
    public int Effects { get; init; }

    /// <summary>Gets the number of token requests that arrive; null if one is still in progress when the call ends.</summary>
    public int? Tokens { get; init; } = 1;

    public Span Time { get; init; }

    /// <summary>Gets what the exception's message says about the write.</summary>
    public string? Says { get; init; }

    /// <summary>Gets the Retry-After that the exception carries.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets whether jitter may shorten the wait to nothing.</summary>
    public bool WaitIsJittered { get; init; }
}

/// <summary>Represents the bounds of a time, in seconds.</summary>
internal readonly record struct Span(double AtLeast, double AtMost)
{
    public static Span operator +(Span one, Span other) => new(one.AtLeast + other.AtLeast, one.AtMost + other.AtMost);

    public static Span Of(double seconds) => new(seconds, seconds);

    /// <summary>Returns whether a time is within the bounds, allowing for the rounding of timers.</summary>
    public bool Holds(TimeSpan time) => time.TotalSeconds >= AtLeast - 0.05 && time.TotalSeconds <= AtMost + 0.05;

    public override string ToString() => AtMost - AtLeast < 0.5
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Round(AtLeast, 1)} s")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Round(AtLeast, 1)}–{Math.Round(AtMost, 1)} s");
}
