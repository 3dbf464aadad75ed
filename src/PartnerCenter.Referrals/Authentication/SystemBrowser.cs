using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace PartnerCenter.Referrals;

/// <summary>Opens an address in the system's default browser.</summary>
internal static class SystemBrowser
{
    // xdg-open ends at once if it knows no browser. A browser that it runs itself ends when the person closes it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <exception cref="ReferralsAuthenticationException">There is no browser that can be started.</exception>
    public static Task OpenAsync(Uri address, TimeProvider time) =>
        OpenAsync(address, OperatingSystem.IsMacOS() ? ["open"] : ["xdg-open", "x-www-browser", "wslview"], time);

    /// <param name="address">The address of the sign-in page.</param>
    /// <param name="programs">The programs to try in order; Windows needs none.</param>
    /// <param name="time">The clock for the wait for a program that finds no browser.</param>
    /// <exception cref="ReferralsAuthenticationException">There is no browser that can be started.</exception>
    public static async Task OpenAsync(Uri address, IReadOnlyList<string> programs, TimeProvider time)
    {
        // The address is passed as one argument. No shell reads it.
        IEnumerable<ProcessStartInfo> starts = OperatingSystem.IsWindows()
            ? [new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true }]
            : programs.Select(program => new ProcessStartInfo(program, [address.AbsoluteUri]));
        string why = "no browser was found";
        foreach (ProcessStartInfo start in starts)
        {
            try
            {
                using Process? process = Process.Start(start);
                // Windows reports by itself that there is no browser.
                if (process is null || OperatingSystem.IsWindows() || await ExitCodeAsync(process, time).ConfigureAwait(false) is 0 or null)
                {
                    return;
                }

                why = string.Create(CultureInfo.InvariantCulture, $"exit code {process.ExitCode}");
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

    // Returns null for a program that still runs.
    private static async Task<int?> ExitCodeAsync(Process process, TimeProvider time)
    {
        using CancellationTokenSource limit = new(Patience, time);
        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
