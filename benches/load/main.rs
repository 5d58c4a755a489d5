//! Loads a release server over 64 connections, next to pgbench running the same statements on the same PostgreSQL.
//!
//! `make bench` (or `cargo bench --bench load -- --seconds 4 --rounds 3 --apprentices 100000 --pin`).
//! Rounds are interleaved, so that a machine whose speed drifts drifts for both; medians are printed.

#![allow(missing_docs, reason = "a program, not a library")]

mod capture;
mod http;
mod metrics;
mod pgbench;
mod scenarios;
mod stage;

use std::time::Duration;

use clap::Parser;

use self::scenarios::Scenario;
use self::stage::Stage;

/// People who sign in at once beside the readers.
const CONNECTIONS: usize = 64;
/// Pay schedules asked for in a second, when the load pauses.
const PACES: [f64; 3] = [500.0, 1000.0, 2000.0];

#[derive(Parser)]
struct Arguments {
    /// Seconds of each round.
    #[arg(long, default_value_t = 4)]
    seconds: u64,
    /// Rounds of each scenario.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Apprentices in the base.
    #[arg(long, default_value_t = 100_000)]
    apprentices: u32,
    /// Connections of the load.
    #[arg(long, default_value_t = 64)]
    connections: usize,
    /// Only scenarios whose name contains this.
    #[arg(long, default_value = "")]
    only: String,
    /// What cargo passes to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let mut stage = Stage::set(arguments.apprentices)?;
    // as many threads as cores, one when everything is pinned to one
    let runtime = tokio::runtime::Runtime::new()?;
    println!("server idle: {:.0} MB", stage.memory_mb());
    println!(
        "{:<18} {:>9} {:>9} {:>6} {:>9} {:>9} {:>6} {:>8} {:>8}",
        "scenario", "http/s", "pgbench/s", "ratio", "p50 ms", "p99 ms", "p99/50", "cpu us", "refused"
    );
    for scenario in Scenario::all(&stage)? {
        if scenario.name.contains(&arguments.only) {
            runtime.block_on(measure(&mut stage, &scenario, &arguments))?;
            if scenario.name == scenarios::PAY_SCHEDULE {
                runtime.block_on(paced(&stage, &scenario, &arguments))?;
            }
        }
    }
    if "logins".contains(&arguments.only) {
        runtime.block_on(logins(&stage))?;
    }
    println!("server peak: {:.0} MB", stage.peak_memory_mb());
    Ok(())
}

async fn measure(stage: &mut Stage, scenario: &Scenario, arguments: &Arguments) -> anyhow::Result<()> {
    let during = Duration::from_secs(arguments.seconds);
    let (mut ratios, mut served, mut ceilings) = (Vec::new(), Vec::new(), Vec::new());
    let (mut p50s, mut p99s, mut cpus, mut refused) = (Vec::new(), Vec::new(), Vec::new(), 0);
    http::load(stage.address, arguments.connections, Duration::from_millis(500), scenario.request.clone())
        .await?;
    for _ in 0..arguments.rounds {
        (scenario.before_round)(stage)?;
        let cpu_before = stage.cpu_seconds();
        let seen = http::load(stage.address, arguments.connections, during, scenario.request.clone()).await?;
        let cpu = (stage.cpu_seconds() - cpu_before) / (seen.latencies.len().max(1) as f64) * 1e6;
        (scenario.before_round)(stage)?;
        let ceiling = pgbench::run(&stage.bin_dir, &stage.url, &scenario.script, arguments.seconds)?;
        ratios.push(seen.per_second / ceiling);
        served.push(seen.per_second);
        ceilings.push(ceiling);
        p50s.push(seen.quantile_ms(0.5));
        p99s.push(seen.quantile_ms(0.99));
        cpus.push(cpu);
        refused += seen.refused;
    }
    let (p50, p99) = (median(p50s), median(p99s));
    println!(
        "{:<18} {:>9.0} {:>9.0} {:>6.2} {:>9.2} {:>9.2} {:>6.1} {:>8.0} {:>8}",
        scenario.name,
        median(served),
        median(ceilings),
        median(ratios),
        p50,
        p99,
        p99 / p50,
        median(cpus),
        refused
    );
    Ok(())
}

/// Pay schedules asked for at a steady pace: how many the server answers within 5 ms, its own queue included.
async fn paced(stage: &Stage, scenario: &Scenario, arguments: &Arguments) -> anyhow::Result<()> {
    let during = Duration::from_secs(arguments.seconds);
    let counted = async || {
        metrics::answered(stage::METRICS_ADDRESS.parse()?, scenarios::PAY_SCHEDULE_ROUTE, "0.005").await
    };
    for pace in PACES {
        let before = counted().await?;
        let request = scenario.request.clone();
        let seen = http::load_paced(stage.address, arguments.connections, during, pace, request).await?;
        let after = counted().await?;
        println!(
            "  {:.0} asked a second over {} connections, {:.0} answered: p50 {:.2} ms, p99 {:.2} ms; \
             within 5 ms on the server: {:.2} %",
            pace,
            arguments.connections,
            seen.per_second,
            seen.quantile_ms(0.5),
            seen.quantile_ms(0.99),
            (after.0 - before.0) / (after.1 - before.1) * 100.0
        );
    }
    Ok(())
}

/// 64 people sign in at once while others read: memory, and the p99 of the reading beside it.
async fn logins(stage: &Stage) -> anyhow::Result<()> {
    let reading = scenarios::detail_request(stage);
    let during = Duration::from_secs(4);
    let quiet = http::load(stage.address, 8, during, reading.clone()).await?;
    let (beside, signing) = tokio::join!(
        http::load(stage.address, 8, during, reading),
        http::load(stage.address, CONNECTIONS, during, scenarios::login_request(stage))
    );
    let (beside, signing) = (beside?, signing?);
    println!(
        "64 logins: {:.1}/s, p99 {:.0} ms, {} refused; detail p99 {:.2} ms alone, {:.2} ms beside; memory {:.0} MB",
        signing.per_second,
        signing.quantile_ms(0.99),
        signing.refused,
        quiet.quantile_ms(0.99),
        beside.quantile_ms(0.99),
        stage.memory_mb()
    );
    Ok(())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
