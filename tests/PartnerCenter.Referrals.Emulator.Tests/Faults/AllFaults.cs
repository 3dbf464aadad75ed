using System.Reflection;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Lists every fault by its text.</summary>
internal static class AllFaults
{
    private static readonly Fault[] Made =
    [
        Fault.SlowDrip(TimeSpan.FromHours(1)),
        .. new[] { 401, 403, 408, 412, 429, 500, 502, 503, 504, 509 }.Select(status => Fault.Status(status)),
        .. new[] { 408, 500, 502, 503, 504, 509 }.Select(status => Fault.StatusAfterHandling(status)),
        Fault.Status(503, "5"),
        Fault.Throttle("57"),
        Fault.ThrottleUntil(TimeSpan.FromMinutes(1)),
        Fault.ClaimsChallenge(),
        Fault.Redirect(new Uri("http://127.0.0.1:9/")),
    ];

    public static IReadOnlyDictionary<string, Fault> All { get; } = typeof(Fault)
        .GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => (Fault)property.GetValue(null)!)
        .Where(fault => fault != Fault.None).Concat(Made).ToDictionary(fault => fault.ToString());
}
