using System.ComponentModel;
using System.Diagnostics;

namespace PartnerCenter.Referrals;

/// <summary>Opens an address in the system's default browser.</summary>
internal static class SystemBrowser
{
    /// <exception cref="ReferralsAuthenticationException">There is no browser that can be started.</exception>
    public static Task OpenAsync(Uri address) =>
        OpenAsync(address, OperatingSystem.IsMacOS() ? ["open"] : ["xdg-open", "x-www-browser", "wslview"]);

    /// <param name="address">The address of the sign-in page.</param>
    /// <param name="programs">The programs to try in order; Windows needs none.</param>
    /// <exception cref="ReferralsAuthenticationException">There is no browser that can be started.</exception>
    public static Task OpenAsync(Uri address, IReadOnlyList<string> programs)
    {
        // The address is passed as one argument. No shell reads it.
        IEnumerable<ProcessStartInfo> starts = OperatingSystem.IsWindows()
            ? [new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true }]
            : programs.Select(program => new ProcessStartInfo(program, [address.AbsoluteUri]));
        string why = "none is known";
        foreach (ProcessStartInfo start in starts)
        {
            try
            {
                Process.Start(start)?.Dispose();
                return Task.CompletedTask;
            }
            catch (Exception failure) when (failure is Win32Exception or PlatformNotSupportedException)
            {
                why = failure.GetType().Name; // Another program may be there.
            }
        }

        string finding = $"The system's browser could not be started ({why}).";
        const string advice = "Open the address another way with OpenBrowser, or sign in with a device code.";
        throw new ReferralsAuthenticationException($"{finding} {advice}") { Finding = finding, NextStep = advice };
    }
}
