using System.Diagnostics;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Represents what this process holds while no call is running and the client has just been replaced.</summary>
internal sealed record SoakSample(double ManagedMegabytes, double WorkingSetMegabytes, int Handles, int Threads, long Timers)
{
    private const double Megabyte = 1024 * 1024;

    // Assemblies are loaded at the first fault that needs them, and threads of the thread pool come and go.
    private const double MoreManagedMegabytes = 4;
    private const double MoreWorkingSetMegabytes = 50;
    private const int MoreHandles = 8;
    private const int MoreThreads = 16;
    private const int MoreTimers = 16;

    public static SoakSample Take()
    {
        for (int round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return new SoakSample(
            GC.GetTotalMemory(forceFullCollection: true) / Megabyte,
            process.WorkingSet64 / Megabyte,
            OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : process.HandleCount,
            process.Threads.Count,
            Timer.ActiveCount);
    }

    /// <summary>Prints whether this last sample is as the early one was.</summary>
    public bool ReportAgainst(SoakSample early)
    {
        bool isSame = Report.Target(
            ManagedMegabytes <= early.ManagedMegabytes + MoreManagedMegabytes,
            $"managed memory  {early.ManagedMegabytes:N2} MB at minute two, {ManagedMegabytes:N2} MB at the end (+{MoreManagedMegabytes})");
        isSame &= Report.Target(
            WorkingSetMegabytes <= early.WorkingSetMegabytes + MoreWorkingSetMegabytes,
            $"working set     {early.WorkingSetMegabytes:N0} MB, {WorkingSetMegabytes:N0} MB (+{MoreWorkingSetMegabytes} MB)");
        isSame &= Report.Target(Handles <= early.Handles + MoreHandles, $"handles         {early.Handles}, {Handles} (+{MoreHandles})");
        isSame &= Report.Target(Threads <= early.Threads + MoreThreads, $"threads         {early.Threads}, {Threads} (+{MoreThreads})");
        isSame &= Report.Target(Timers <= early.Timers + MoreTimers, $"active timers   {early.Timers}, {Timers} (+{MoreTimers})");
        return isSame;
    }
}
