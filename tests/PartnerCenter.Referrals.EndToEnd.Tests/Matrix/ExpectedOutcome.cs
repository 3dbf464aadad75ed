namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>When the caller cancels; and how often the fault strikes.</summary>
internal enum CellKind
{
    /// <summary>Nobody cancels; the fault befalls one request.</summary>
    Once,

    /// <summary>Nobody cancels; the fault befalls every request of its kind.</summary>
    Lasting,

    /// <summary>Cancelled before the call.</summary>
    Before,

    /// <summary>Cancelled when the head of the first faulty answer has come, or in its place the failure or the silence.</summary>
    During,

    /// <summary>Cancelled in the first wait of the client.</summary>
    InAWait,
}

/// <summary>How a cell ends. Times are those of the fake clock.</summary>
/// <param name="Exception">The very type; null for a value.</param>
/// <param name="Requests">How many requests leave.</param>
internal sealed record ExpectedOutcome(Type? Exception, int Requests)
{
    /// <summary>How many of them arrive.</summary>
    public int Arrived { get; init; } = Requests;

    /// <summary>How often the write stands at the service.</summary>
    public int Effects { get; init; }

    /// <summary>How many requests for a token arrive; null where one is on its way when the call ends.</summary>
    public int? Tokens { get; init; } = 1;

    public Span Time { get; init; }

    /// <summary>What the exception's message tells of the write.</summary>
    public string? Says { get; init; }

    /// <summary>The wait that the service has asked for, handed on.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether chance may make the wait so short that there is none.</summary>
    public bool WaitIsByChance { get; init; }
}

/// <summary>Bounds of a time, in seconds.</summary>
internal readonly record struct Span(double AtLeast, double AtMost)
{
    public static Span operator +(Span one, Span other) => new(one.AtLeast + other.AtLeast, one.AtMost + other.AtMost);

    public static Span Of(double seconds) => new(seconds, seconds);

    /// <summary>Whether a time is within, give or take what timers round off.</summary>
    public bool Holds(TimeSpan time) => time.TotalSeconds >= AtLeast - 0.05 && time.TotalSeconds <= AtMost + 0.05;

    public override string ToString() => AtMost - AtLeast < 0.5
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Round(AtLeast, 1)} s")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Round(AtLeast, 1)}–{Math.Round(AtMost, 1)} s");
}
